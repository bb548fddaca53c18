"""The words by which a credit is recognised: sources, labels, and words that cannot be names."""

import re

AGENCIES = frozenset(
    name.strip()
    for name in """
    123RF|AAP|AAP Image|ABACA|Abaca Press|Action Images|Adobe Stock|AFP|AFP Forum|AFP-Jiji|
    Agence France-Presse|Agence VU|Agencia EFE|Agerpres|Agência Brasil|akg-images|Alamy|
    Alamy Stock Photo|Anadolu|Anadolu Agency|Anadolu Ajansı|ANI|ANP|ANSA|ANTARA|AP|AP Images|APA|
    APA-Images|APA/picturedesk.com|Associated Press|ATP|Backgrid|Belga|BELTA|Bernama|Bestimage|
    Bildbyrån|Bloomberg|Bloomberg News|Bridgeman Images|BTA|Bundesarchiv|Camera Press|
    Canadian Press|CDC|CERN|CNES|ContactoPhoto|Contrasto|Corbis|Cover Images|CP|CSA|CUARTOSCURO|
    Cuartoscuro|dapd|ddp|ddp images|Department of Defense|Depositphotos|DPA|dpa|dpa-Zentralbild|
    DPPI|Dreamstime|DVIDS|EFE|EFE-EPA|EPA|EPA Images|EPA-EFE|epd|ESA|ESO|Estadão Conteúdo|
    ETH-Bibliothek|EUMETSAT|Europa Press|European Pressphoto Agency|Everett Collection|FEMA|Flickr|
    Folhapress|Freepik|Gamma-Rapho|GEPA|Getty|Getty Images|GettyImages|Google|Google Earth|
    Hans Lucas|Hina|Hollandse Hoogte|Hulton Archive|IAEA|Icon Sport|Icon Sportswire|IFRC|
    Image Source|Imaginechina|Imagn|Imagn Images|IMAGO|Imago|imago images|INPHO|Inpho|Instagram|
    Interfax|ISRO|iStock|iStockphoto|ITAR-TASS|JAXA|Jiji|Jiji Press|JPL|JPL-Caltech|KCNA|KEYSTONE|
    Keystone|Keystone-SDA|KNA|Kyodo|Kyodo News|laif|LANDOV|Landov|LaPresse|LEHTIKUVA|Lehtikuva|
    Library of Congress|LightRocket|Lusa|Magnum|Magnum Photos|Maxar|Maxar Technologies|MAXPPP|
    Mediafax|MTI|MYOP|Myop|NARA|NASA|NASA Earth Observatory|National Archives|
    National Park Service|Natural Earth|Newscom|NOAA|NOOR|Noor|NordenPhoto|Notimex|NPS|NTB|
    NurPhoto|NYT|OpenStreetMap|OpenStreetMap contributors|Ostkreuz|Ouest-France|PA|PA Archive|
    PA Images|PA Media|PA Photos|PA Wire|Panos|Panos Pictures|PAP|Pexels|Photo12|Photofest|
    Picture Alliance|picture alliance|picture-alliance|Pixabay|Planet Labs|Planet Labs PBC|Polaris|
    PQR|Press Association|Press Trust of India|PTI|Redux|Redux Pictures|Report for America|REUTERS|
    Reuters|Rex|Rex Features|REX/Shutterstock|RIA Novosti|Ritzau|Ritzau Scanpix|Roger-Viollet|
    Roscosmos|Scanpix|Science Photo Library|SDA|Shutterstock|SIPA|Sipa|Sipa USA|SOPA Images|SpaceX|
    Sportsfile|Sputnik|STA|stock.adobe.com|Storyful|STScI|Tanjug|TASS|Tass|The Associated Press|
    The Canadian Press|The New York Times|The Yomiuri Shimbun|Tribune News Service|TT|
    TT News Agency|TT Nyhetsbyrån|TT-bild|Twitter|Télam|U.S. Department of Defense|
    U.S. Geological Survey|Ukrinform|ullstein bild|UN Photo|UNESCO|UNHCR|UNICEF|United Nations|
    Unsplash|UPI|USA Today Sports|USDA|USFWS|USGS|VCG|Vida Press|VII|Visual China Group|VISUM|
    Visum|WAFA|WHO|Wikimedia|Wikimedia Commons|Wikipedia|Wire Image|WireImage|Xinhua|
    Xinhua News Agency|Yle|Yonhap|YouTube|ZUMA|Zuma|ZUMA Press|Zuma Press|ZUMA Wire|ČTK|
    РИА Новости|ТАСС|Укрінформ|共同社|共同通信|新华社|時事通信|연합뉴스
    """.split("|")
)
"""Sources that may be named alone or after a slash, as they spell themselves."""

AGENCIES_IN_ANY_CASE = frozenset(map(str.casefold, AGENCIES)) - {"who"}

OUTLETS = frozenset(
    """Advocate Argus Atlantic Banner Beacon Bee Bulletin Chronicle Courier Daily Desk
    Dispatch Economist Enquirer Examiner Express Gazette Globe Guardian Herald
    Independent Inquirer Journal Ledger Magazine Mail Media Messenger Mirror Monitor
    News Newspaper NPR Observer Post Post-Gazette Press Radio Record Register
    Reporter Republic Review Sentinel Spectator Standard Star Star-Tribune Statesman
    Sun Telegraph Times Transcript Tribune Union-Tribune Voice Weekly Zeitung
    Rundschau Anzeiger Nachrichten Tagblatt Tageblatt Tageszeitung Presse Diario
    Periódico Gazzetta Corriere Giornale Jornal""".split()
)
"""Words that make the name after "for", "via" or a slash a newsroom's."""

ORGANISATIONS = frozenset(
    """Agence Agencia Agency Anzeiger Archive Archives Army Association Center Centre
    Church Club College Commission Committee Contributed Contributor Corps Corriere
    Council County Courtesy Department Diario Fotografie Force Forces Foundation
    Freelance Gazzetta Giornale Government Group Guard Handout Images Institute
    Jornal Laboratory Library Ministry Monde Museum Nachrichten Navy News-Press
    Office Periódico Photo Photography Photos Pictures Police Pool Presse Released
    Rundschau School Service Society Special Staff Studio Studios Tagblatt Tageblatt
    Tageszeitung Today Tidende Tidning TV University Zeitung Netflix Disney Hulu
    Paramount Universal Lionsgate Warner Pixar Marvel Lucasfilm Miramax Greenpeace""".split()
)
ARTICLES = frozenset("The El La Le Les Los Las Al Il Lo Der Die Das De Het O".split())

LABELS = frozenset(
    """photo photos photograph photographs photographer photographers photography picture
    pictures pic pics image images graphic graphics infographic illustration
    illustrations drawing map maps chart video still screenshot screengrab credit
    credits handout source sources data courtesy foto fotos fotograf fotografin
    fotografie fotografía fotografías fotografia fotógrafo fotógrafa fotografo fotó
    fotók photographie photographe crédit crédits crédito créditos credito crediti
    cliché bild bilder bildquelle grafik abbildung illustration karte quelle quellen
    beeld imagen imágenes imagem imagens immagine immagini infografía infografia
    ilustración ilustração illustrazione grafico gráfico mapa mappa fuente fonte carte
    infographie kuva kuvat billede billeder bilde zdjęcie zdjęcia fot fot. valokuva
    ljósmynd mynd slika fotografija kép snímek fotoğraf görsel kaynak фото фотография
    снимок снимка снимки иллюстрация карта источник світлина джерело слика фотографија
    φωτογραφία φωτο πηγή צילום תמונה קרדיט صورة الصورة تصوير archivo archives aufnahme
    bildcredit bildnachweis bildrechte bildschirmfoto collage copyright cortesía
    croquis dessin dibujo fotocredit fotomontage fotonachweis foto-quelle fotoquelle
    fotorechte gentileza ilustraciones lichtbild montage montaje photocredit
    photo-credit photomontage repro reproduktion screengrabs screenshots viñeta
    zeichnung 写真 写真提供 撮影 提供
    出典 图片 照片 图 摄 攝 圖片 사진 자료 фотограф фота""".split()
)
POSITIONS = frozenset(
    """left right top bottom centre center middle above below front back rear
    background foreground far near inset first second third fourth last next
    previous opposite clockwise from see page and or the a an in on at with of
    second-left second-right links rechts oben unten gauche droite izquierda derecha
    this that these those""".split()
)
DESCRIPTIONS = frozenset(  # "group photo" says what it shows, "Navy photo" whose it is
    """group class team wedding cover top bottom left right main inset first second
    third this last next see old recent undated x-ray thermal still both above below
    composite aerial wide black-and-white colour color combined combination
    satellite the a an same original early late another official""".split()
)
PARTICLES = frozenset(
    """de da do dos das del della di du des la le van von der den ter ten af av bin
    bint ibn al el y e i and und et og och en zu zur for via with of the pour für""".split()
)
PLACES = frozenset(
    """New San Los Las St. St Saint Santa North South East West El La Rio Buenos Hong
    Kuala Cape Port Fort Mount Lake Tel Sri United Great Costa Puerto Nova Northern
    Southern Eastern Western""".split()
)
GRAPHICS = frozenset(
    """data map maps chart video still source graphic mapa mappa karte carte grafik
    gráfico grafico карта archives archivo collage copyright""".split()
)
BY = frozenset("by via courtesy door par por przez".split())
OF = frozenset("von de di da do av af per".split())
OWNERS = frozenset(
    """agency archive artist author authorities church city club college company court
    department estate famille familia family firm government group library mayor
    military museum office organisation organization owner parents photographer
    police reporter school sheriff team university writer familie polizei policía""".split()
)
COMPLETE = frozenset(
    phrase.strip()
    for phrase in """
    archiv|archive|archives|archivo|by permission|d.r|cedida|colección particular|
    collection particulière|contributed|cortesía|courtesy|courtesy photo|d.r.|especial|file|
    foto cedida|gentileza|handout|mit genehmigung|privat|private collection|privatsammlung|
    provided|public domain|redes sociales|reprinted with permission|reproduced with permission|
    réseaux sociaux|screengrab|screenshot|social media|submitted|suministrada|supplied|
    used by permission|used with permission|z. v. g.|z.v.g.|zvg
    """.split("|")
)
"""What stands for a credit where no name is given, in any case."""

NO_NAME = frozenset(
    """archiv archive archives archivo cedida cortesía courtesy d.r d.r. dr especial
    file gentileza handout n.n. pool privat provided special staff submitted
    contributed supplied suministrada zvg""".split()
)
"""What stands beside or instead of a name: "Lena Vogt, Staff", "Photo: DR"."""

STAFF = re.compile(
    r"(?:staff|chief|contributing|freelance|special) (?:photographer|photojournalist|writer|"
    r"reporter|correspondent|artist|illustrator|photos?)|"
    r"pool photo|file photo|handout photo|file image|file pic",
    re.IGNORECASE,
)
"""What a photographer is to the newsroom, or a photo to its archive."""

PLATFORMS = frozenset(
    name.strip()
    for name in """
    Bluesky|Facebook|FB|Flickr|GoFundMe|Google Earth|Google Maps|Google Street View|IG|Instagram|
    LinkedIn|Mastodon|Pexels|Pinterest|Pixabay|Reddit|Snapchat|Telegram|Threads|TikTok|
    Truth Social|Tumblr|Twitch|Twitter|Unsplash|Vimeo|VK|Weibo|X|YouTube
    """.split("|")
)
"""Where people publish pictures themselves."""

PLATFORMS_ALONE = PLATFORMS - {"FB", "IG", "Threads", "VK", "X"}
"""Those that may be a whole credit: the others mean too much else."""

NEWSROOMS = frozenset(
    name.strip().casefold()
    for name in """
    ABC|Al Jazeera|Axios|BBC|Bellingcat|Bild|Blick|Block Club|Bloomberg Businessweek|
    Business Insider|BuzzFeed|CalMatters|Capital & Main|CBC|CBS|Chalkbeat|Channel 4|Clarín|CNN|
    Correctiv|Der Falter|Der Spiegel|Die Welt|Die Zeit|Digital First|El Comercio|El Confidencial|
    El Espectador|El Mundo|El País|El Tiempo|El Universal|elDiario.es|Elle|ESPN|Esquire|Excélsior|
    Expresso|F.A.Z.|Falter|Focus|Folha|Forbes|Fortune|GQ|Grist|Handelsblatt|Harper's|Harper’s|
    HuffPost|Il Post|Inside Climate|Insider|Internazionale|ITV|KFF Health News|Krautreporter|
    L'Express|L'Obs|L'Équipe|La Croix|La Jornada|La Libre|La Nación|La Repubblica|La Stampa|
    La Tercera|La Vanguardia|Le Figaro|Le Monde|Le Parisien|Le Point|Le Progrès|Le Soir|Le Temps|
    Libération|L’Express|L’Obs|L’Équipe|Marshall Project|Mediapart|MinnPost|Mongabay|Mother Jones|
    National Geographic|Nature|NBC|Newsweek|NZZ|O Globo|PBS|Politico|Proceso|profil|ProPublica|
    Público|Quanta|Quartz|Reforma|Repubblica|Republik|Reveal|Rolling Stone|Salon|Science|
    Scientific American|Semafor|Semana|Sky|Slate|Smithsonian|Spiegel|STAT|Stern|Süddeutsche|
    Tagesspiegel|taz|The 19th|The Appeal|The Believer|The City|The Conversation|The Cut|
    The Information|The Intercept|The Marshall Project|The Nation|The New Yorker|The Trace|
    The Verge|Time|USA Today|Vanity Fair|Vice|Vogue|Vox|VTDigger|Watson|Welt|WIRED|Zeit
    """.split("|")
)
"""Newsrooms whose names hold none of the words above."""

ROLES = frozenset(
    """actor actress ambassador award best candidate chair chairman chairwoman chief
    democrat director head labour member minister nominee oscar president prize
    professor republican secretary speaker spokesman spokesperson spokeswoman vote
    winner""".split()
)
