"""What is a credit among the parentheses of captions, and what is not: by the kind of each."""

import pytest

from plugins.image_captions.credits import reads_as_credit, split
from plugins.image_captions.wire_captions import split_typed_caption, split_wire_caption

CREDITS = {
    "archive": """
    AP file photo ; Reuters file photo ; Staff file photo ; Register file photo ;
    Des Moines Register file photo ; The Register file photo ; File photo ; file photo ;
    AP archive photo ; AP Photo, File ; AP Photo/Lena Vogt, File ;
    AP Photo/Lena Vogt, Pool, File ; Getty Images, File ; AP File ; AP/File ; AP file ;
    Register file ; Courier archives ; Lena Vogt file photo ; Lena Vogt/file photo ;
    file photo/Lena Vogt ; file photo by Lena Vogt ; File/AP ; File ; Courtesy file photo ;
    AFP/File ; Reuters/File Photo ; Lena Vogt/Reuters/File Photo ; REUTERS/Lena Vogt/File Photo ;
    USA TODAY Sports file photo ; 2019 AP file photo ;
    """,
    "copyright": """
    Photo © Lena Vogt ; Photo (c) Lena Vogt ; Foto © Lena Vogt ; Photo © 2020 Lena Vogt ;
    Image © NASA ; Photos © Lena Vogt/AFP ; Photo copyright Lena Vogt ;
    Photo Copyright 2020 Lena Vogt ; Bild © Lena Vogt ; © Photo Lena Vogt ; © dpa ; ©AFP ;
    © Lena Vogt / dpa ; © 2020 The Register ; copyright: Lena Vogt ; Copyright by Lena Vogt ;
    Photographie © Lena Vogt ; Crédit photo © Lena Vogt ; Fotos © Ana Ruiz ; Photo ©Lena Vogt ;
    Image copyright Reuters ; Lena Vogt © ; Lena Vogt © 2020 ; Image copyright: Getty Images ;
    Picture © the artist ; © Estate of Ana Ruiz ;
    """,
    "special": """
    Lena Vogt, Special to the Register ; Lena Vogt, special to the Register ;
    Lena Vogt/Special to the Register ; Special to the Register ; Special to The Post ;
    special to the Register ; Lena Vogt ¦ Special to the Post ;
    Lena Vogt - Special to the Register ; Lena Vogt – Special to The Register ;
    LENA VOGT/SPECIAL TO THE REGISTER ; Special to The Denver Post/Lena Vogt ;
    Lena Vogt, Special to USA TODAY ; Lena Vogt, Special to ProPublica ;
    Lena Vogt ¦ Special to VTDigger ; By Lena Vogt, Special to the Register ; Special ;
    Special photo ; Lena Vogt, Special ;
    """,
    "newsroom": """
    Lena Vogt for ProPublica ; Lena Vogt for The Marshall Project ; Lena Vogt for NPR ;
    Lena Vogt for CalMatters ; Lena Vogt for BuzzFeed News ; Lena Vogt, for The Post ;
    Lena Vogt for the Register ; Lena Vogt for the Marshall Project ; Lena Vogt for Reuters ;
    Lena Vogt für DER SPIEGEL ; Lena Vogt für die Zeit ; Lena Vogt pour Le Monde ;
    Lena Vogt para El País ; Lena Vogt for STAT ; Lena Vogt for KFF Health News ;
    Lena Vogt for Mother Jones ; Lena Vogt for Rolling Stone ;
    Lena Vogt for The Texas Tribune and ProPublica ; Lena Vogt for NBC News ;
    Lena Vogt for WIRED ; Photo by Lena Vogt for ProPublica ; Lena Vogt for Politico ;
    Lena Vogt for Bloomberg Businessweek ; Lena Vogt for Vox ; Lena Vogt for Grist ;
    Lena Vogt for High Country News ; Lena Vogt for USA TODAY ; Lena Vogt for Slate ;
    Lena Vogt for Quanta Magazine ; Lena Vogt pour Libération ; Lena Vogt for Chalkbeat ;
    Lena Vogt per la Repubblica ; Lena Vogt for Der Spiegel ; Lena Vogt para EL PAÍS ;
    Lena Vogt für die taz ;
    """,
    "given": """
    Photo provided ; Provided photo ; Provided ; Submitted ; Photo submitted ; Contributed ;
    Contributed photo ; Supplied ; Photo supplied ; Photo courtesy ; Courtesy image ;
    Courtesy photos ; Photos provided ; Photo provided by the family ; Provided by family ;
    Image supplied ; Photo contributed ; Photo provided by Lena Vogt ;
    Provided by the Vogt family ; Submitted photos ; Submitted by Lena Vogt ;
    Photo courtesy of the family ; Courtesy of family ; Provided/Lena Vogt ; Lena Vogt/Provided ;
    Lena Vogt, Provided ; Lena Vogt/Submitted ; Contributed/Lena Vogt ; PROVIDED ;
    PHOTO PROVIDED ; Picture supplied ; Picture: supplied ; Photo: supplied ; Photo: provided ;
    Handout photo ; Image provided ; Provided image ; Submitted image ; Submitted by the school ;
    Contributed by the school ; Photo courtesy Lena Vogt ; Courtesy Vogt family ;
    Courtesy the artist ; Courtesy the artist and Gallery X ; Courtesy: NASA ; Courtesy/NASA ;
    Courtesy - NASA ; Used with permission ; Photo used with permission ;
    Lena Vogt, used with permission ; Family handout ; Police handout ; Photo handout ;
    Photo via Facebook ; Courtesy of his family ; Image courtesy of the museum ;
    Photo released by police ; Photo distributed by KCNA ;
    """,
    "social": """
    Twitter/@name ; Instagram/@name ; @name/Twitter ; @name via X ; Facebook/Lena Vogt ;
    Twitter: @name ; X/@name ; TikTok/@name ; via Instagram ; Screenshot via YouTube ;
    YouTube screenshot ; Screengrab/YouTube ; Screenshot/YouTube ; Facebook ;
    Lena Vogt/Facebook ; Lena Vogt via Facebook ; Twitter @name ; @name on Instagram ;
    Courtesy of @name ; Telegram/Lena Vogt ; Bluesky/@name.bsky.social ; @name, Twitter ;
    @name on X ; X / @name ; Twitter/Lena Vogt ; Photo: Twitter/@name ; Image via Twitter/@name ;
    Lena Vogt/Instagram ; Instagram: lenavogt ; Instagram/lenavogt ; Facebook: Lena Vogt ;
    Facebook photo ; Facebook/Screenshot ; Photo via @name ; Instagram @lena.vogt ;
    @lenavogt/Instagram ; @lenavogt (Instagram) ; Screenshot from YouTube ; Screenshot: YouTube ;
    Google Street View ; Google Maps ; Twitter screenshot ; LinkedIn ; Reddit ;
    Screenshot of video via Twitter ; TikTok ; Snapchat ; Telegram ; @name ;
    Mastodon/@name@example.social ; Image: @name ; via @name ; Foto: @name ; Screenshot Twitter ;
    Screenshot: Instagram/@name ; IG/@name ; IG: @name ; Weibo ; Instagram/@lena_vogt_photo ;
    """,
    "other": """
    Staff photo by Lena Vogt ; Staff photo ; Staff/Lena Vogt ; Lena Vogt/Staff ;
    Lena Vogt, Staff ; Lena Vogt / staff ; Lena Vogt, staff photographer ;
    Lena Vogt/Staff Writer ; Lena Vogt ¦ Staff ; Lena Vogt ¦ The Oregonian ; Register photo ;
    Getty ; Getty Images/iStockphoto ; iStock/Lena Vogt ; Lena Vogt / Shutterstock.com ;
    Lena Vogt via Wikimedia Commons ; Wikimedia Commons/Lena Vogt ; Lena Vogt, CC BY-SA ;
    Public Domain ; Creative Commons ; Pool Photo ; Pool photo via AP ;
    Lena Vogt, Pool Photo via AP ; Lena Vogt, Pool via AP ; Lena Vogt - Pool/Getty Images ;
    Lena Vogt/Pool Photo ; Handout/Reuters ; White House/Handout ;
    Official White House Photo by Lena Vogt ; Lena Vogt/The Register ; Lena Vogt, The Register ;
    Lena Vogt, Des Moines Register ; Lena Vogt — The Register ; Lena Vogt/USA TODAY Network ;
    Lena Vogt/Imagn Images ; Photo by Lena Vogt on Unsplash ; Lena Vogt on Unsplash ;
    Lena Vogt/Unsplash ; Pic: Lena Vogt ; Pic by Lena Vogt ; Image by Lena Vogt from Pixabay ;
    Illustration/Lena Vogt ; Photos by Lena Vogt and Ana Ruiz ; Lena Vogt photo ;
    Lena Vogt photos ; Photo / Lena Vogt ; Photo – Lena Vogt ; Photo Lena Vogt ; Photo AFP ;
    Foto AP ; Foto EFE ; Bild Keystone ; Photo Keystone/Lena Vogt ; Foto Lena Vogt/dpa ;
    AFP Photo / Lena Vogt ; AFP PHOTO ; Quelle: X ; Credits: X ; Crédits : X ;
    Lena Vogt / AFP via Getty Images ; Screenshot ; Capture d'écran YouTube ; Video still ;
    Archive ; Archives ; Courtesy NASA ; Kyodo News via AP ; Lena Vogt/Associated Press ;
    LENA VOGT/AP ; Photo by Lena Vogt/Getty Images for Netflix ;
    Lena Vogt/Getty Images for Netflix ; Photos: Lena Vogt ; Photo by: Lena Vogt ;
    Photograph by Lena Vogt ; Lena Vogt/Netflix ; Lena Vogt/HBO ; Lena Vogt, Associated Press ;
    Lena Vogt for The Associated Press ; Lena Vogt Photography ; Lena Vogt Fotografie ;
    """,
    "german": """
    privat ; Privat ; Foto: privat ; Foto privat ; Archivbild ; Archivfoto ;
    Archivfoto: Lena Vogt ; Symbolfoto: dpa ; Symbolbild: Lena Vogt ; Foto: Archiv ; zVg ; ZVG ;
    Bild zVg ; Foto: zVg ; Repro: Lena Vogt ; Fotos: Lena Vogt/dpa ; Bild: dpa/Lena Vogt ;
    Pressefoto ; Pressefoto: Lena Vogt ; Foto: Polizei ; Foto: Stadt Wien ; Lena Vogt/dpa-tmn ;
    picture alliance/dpa ; picture alliance / Lena Vogt ; Foto: Lena Vogt/dpa/dpa-tmn ;
    IMAGO / Lena Vogt ; imago images/Lena Vogt ; Quelle: dpa ; Aufnahme: Lena Vogt ;
    Lichtbild: Lena Vogt ; Mit freundlicher Genehmigung von Lena Vogt ;
    Mit freundlicher Genehmigung der Stadt Wien ; Foto von Lena Vogt ; Foto (Archiv): dpa ;
    Archiv ; dpa-Archiv ; Foto: Lena Vogt (Archiv) ; Bildrechte: MDR ; Bildnachweis: Lena Vogt ;
    Foto: N.N. ; Grafik: dpa ; Screenshot: YouTube ; Bildschirmfoto: Lena Vogt ; Agenturfoto ;
    Handyfoto: Lena Vogt ; © privat ; Foto: © Lena Vogt ; Fotograf: Lena Vogt ;
    Bild von Lena Vogt auf Pixabay ; Foto: Lena Vogt, dpa ; Lena Vogt, dpa ;
    Foto: Lena Vogt / Archiv ; Copyright: Lena Vogt ; Foto-Quelle: Lena Vogt ;
    Fotocredit: Lena Vogt ; Fotoquelle: X ; Lena Vogt/APA/picturedesk.com ;
    """,
    "french": """
    DR ; D.R. ; Photo DR ; Photo D.R. ; Photo : DR ; Photo d'archives ; photo d'archives ;
    Photo d’archives AFP ; Archives AFP ; Photo Lena Vogt / AFP ; Crédit : Lena Vogt ;
    Crédit photo : DR ; Crédits photo : Lena Vogt ; Photo Lena Vogt/Hans Lucas ;
    Lena Vogt/Hans Lucas pour Libération ; © DR ; Avec l'aimable autorisation de Lena Vogt ;
    Photo transmise ; Photo fournie ; Capture d'écran ; Capture d’écran/YouTube ;
    Photo : Lena Vogt pour Le Monde ; Photographie de Lena Vogt ; Photo de Lena Vogt ;
    Illustration Lena Vogt ; Dessin de Lena Vogt ; LENA VOGT / AFP ; Lena Vogt/Ouest-France ;
    Archives Ouest-France ; Collection particulière ; Photo archives Le Parisien ; Photo Sipa ;
    Photo Le Progrès/Lena Vogt ; Source : Insee ; Infographie Le Monde ; Photo AFP/Lena Vogt ;
    Photo Reuters ; Lena Vogt/Le Monde ; Photo PQR ; Lena Vogt/MAXPPP ;
    Photo prise par Lena Vogt ; Image fournie par Lena Vogt ; Photo fournie par la famille ;
    """,
    "spanish": """
    Archivo ; Foto de archivo ; Foto: Archivo ; Cortesía ; Foto cedida ; Cedida ;
    Cortesía de Ana Ruiz ; Cortesía Ana Ruiz ; Imagen de archivo ; Captura de pantalla ;
    EFE/Archivo ; EFE/Ana Ruiz ; Especial ; Foto: Especial ; Foto: EFE ; Foto Ana Ruiz/EFE ;
    Ana Ruiz / EL PAÍS ; Ana Ruiz (EFE) ; Fotografía de Ana Ruiz ; Foto: Ana Ruiz / Cuartoscuro ;
    Ana Ruiz para El Mundo ; Ana Ruiz/El País ; Imagen cedida por Ana Ruiz ;
    Cedida por la familia ; Foto: Twitter @ana ; Fotografía: Ana Ruiz ; Crédito: Ana Ruiz ;
    Foto cortesía de Ana Ruiz ; Cortesía: Ana Ruiz ; Archivo/Ana Ruiz ; Archivo El País ;
    Foto: cortesía ; Tomada de Twitter ; Tomada de redes sociales ; Foto: Redes sociales ;
    Captura de video ; Agencia EFE ; Europa Press ; Ana Ruiz/Europa Press/ContactoPhoto ;
    Ilustración de Ana Ruiz ; Getty Images/Ana Ruiz ; Ana Ruiz/AFP ; Foto tomada por Ana Ruiz ;
    Foto suministrada ; Suministrada ; GENTILEZA ; Gentileza Ana Ruiz ; Foto: gentileza ;
    Crédito de la foto: Ana Ruiz ; Reuters/Ana Ruiz ;
    """,
    "more": """
    Photo: Courtesy ; Photo: Lena Vogt, Staff ; Photo: Instagram ; Photo: Facebook/Lena Vogt ;
    Photo credit: Lena Vogt ; PHOTO: LENA VOGT ; photo by Lena Vogt ; photos by Lena Vogt ;
    PHOTO BY LENA VOGT ; LENA VOGT PHOTO ; LENA VOGT/STAFF ; Lena Vogt/Special ;
    Courtesy/Special ; Lena Vogt, Contributed ; Lena Vogt - Staff ; Lena Vogt — Staff ;
    Courtesy of Lena Vogt/Facebook ; Courtesy of Lena Vogt via Facebook ;
    Courtesy Lena Vogt/Instagram ; Photo courtesy of Lena Vogt/Instagram ;
    AP Photo/Lena Vogt, file ; Lena Vogt/Reuters/File ; Lena Vogt/Associated Press file ;
    Associated Press file photo ; New York Times file photo ; Times file photo ;
    Star Tribune file photo ; Lena Vogt, Star Tribune ; Lena Vogt, Star Tribune file ;
    Lena Vogt ¦ Star Tribune ; Lena Vogt/The Denver Post ; Lena Vogt, The Denver Post ;
    Denver Post file ; Chronicle file photo ; Chronicle file ; 2014 file photo by Lena Vogt ;
    Post file photo ; Staff file ; Staff archives ; Press Association archive photo ;
    Photo © Lena Vogt/The Register ; Photo ⓒ Lena Vogt ; Photo: © Lena Vogt ;
    Photo: (c) Lena Vogt ; Photo (C) Lena Vogt ; Picture © Lena Vogt ; Photograph © Lena Vogt ;
    Illustration © Lena Vogt ; Image (c) NASA ; Map © OpenStreetMap contributors ;
    Lena Vogt, special to The Tribune ; Lena Vogt, For the Register ;
    Lena Vogt, For The Washington Post ; Lena Vogt For The Times ; LENA VOGT FOR THE TIMES ;
    LENA VOGT / FOR THE TIMES ; Lena Vogt/for The Washington Post ; Lena Vogt / For The Times ;
    Lena Vogt for the Guardian ; Lena Vogt for the New York Times ; Lena Vogt/ProPublica ;
    Lena Vogt/CalMatters ; Lena Vogt/KQED ; Lena Vogt, KQED ; Lena Vogt/NPR ;
    Lena Vogt for KQED ; Lena Vogt for CalMatters/CatchLight ; Lena Vogt, CalMatters ;
    Lena Vogt/WBUR ; Lena Vogt/Report for America ; Lena Vogt for Inside Climate News ;
    Photo supplied by Lena Vogt ; Photo provided by Polk County Sheriff's Office ;
    Provided by Polk County ; Provided by NASA ; Provided to the Register ;
    Provided to The Register ; Photo provided to the Register ; Submitted to the Register ;
    Courtesy of the Polk County Sheriff's Office ; Iowa State Police photo ;
    Polk County Sheriff's Office photo ; Des Moines Police Department via AP ;
    Twitter/Lena Vogt ; Twitter / @name ; Twitter (@name) ; Twitter: Lena Vogt ;
    Twitter screengrab ; Twitter video ; Facebook video ; Instagram photo ; Instagram video ;
    Screenshot/Twitter ; Screenshot, Facebook ; Screenshot of Twitter/@name ;
    Facebook screenshot ; Photo from Facebook ; Photo from Twitter ; Photo via Twitter ;
    Photo via Lena Vogt ; Photo via Lena Vogt/Instagram ; Image from Facebook ; From Facebook ;
    from Facebook ; From Twitter ; Lena Vogt's Instagram ; via Facebook ; via X ;
    @name via Twitter ; @name / Instagram ; @name (Twitter) ; Twitter/@name via Reuters ;
    @name/via REUTERS ; Twitter/@name/Handout via REUTERS ; Social media/via Reuters ;
    Social media ; Social Media/Handout via REUTERS ; Lena Vogt/Handout ;
    Lena Vogt/Handout via Reuters ; Handout/Lena Vogt ; Handout / Polizei ; Polizei/Handout ;
    Foto: Polizei Berlin ; Foto: Feuerwehr ; Foto: Privat/Lena Vogt ; Foto: zVg/Lena Vogt ;
    Bild: Archiv/Lena Vogt ; Bild: Screenshot ; Foto: Screenshot/Facebook ; Foto: Facebook ;
    Foto: Instagram/@lena ; Instagram/lena ; Foto: X/@lena ; Bild: Privat ; Bild: zvg ;
    Bild: PD ; Foto: PD ; Foto: Lena Vogt / Keystone ; Lena Vogt / Keystone ; Lena Vogt (dpa) ;
    Lena Vogt / Die Zeit ; Lena Vogt für die Süddeutsche Zeitung ; Lena Vogt für Die Zeit ;
    Lena Vogt für ZEIT ONLINE ; Lena Vogt/laif ; Lena Vogt/laif für Die Zeit ;
    Lena Vogt/Ostkreuz ; Foto: Lena Vogt für die Zeit ; Symbolbild: dpa ;
    Symbolfoto: Lena Vogt/dpa ; Archivbild: Lena Vogt ; Archivfoto: privat ;
    Archivbild: Keystone ; © Lena Vogt/dpa ; © picture alliance/dpa ; © dpa-Bildfunk ;
    Foto © dpa ; Foto (c) Lena Vogt ; Copyright Lena Vogt ; Copyright: privat ;
    Zur Verfügung gestellt von Lena Vogt ; Foto zur Verfügung gestellt ;
    Photo Lena Vogt / Le Monde ; Lena Vogt pour « Le Monde » ; LENA VOGT POUR « LE MONDE » ;
    Lena Vogt pour Le Temps ; Lena Vogt pour Mediapart ; Lena Vogt/AFP pour Le Monde ;
    Photo LP/Lena Vogt ; Photo Lena Vogt/Ouest-France ; Photo : Lena Vogt/AFP ;
    Photo fournie par Lena Vogt ; Photo prêtée par la famille ; Photo remise ; Photo archives ;
    Photo d’archives Lena Vogt ; Photo d'archives Lena Vogt ; Archives Lena Vogt ;
    Archives La Presse ; Photo Lena Vogt, La Presse ; PHOTO LENA VOGT, LA PRESSE ;
    PHOTO LENA VOGT, ARCHIVES LA PRESSE ; PHOTO FOURNIE PAR LENA VOGT ; Photo: Radio-Canada ;
    Photo : Radio-Canada / Lena Vogt ; Capture d'écran Twitter ; Capture d’écran Facebook ;
    @lena/Twitter ; Crédit : DR ; Crédit photo : AFP ; © Crédit photo : Lena Vogt ;
    Crédits : AFP ; Foto: Ana Ruiz, especial ; Foto: Ana Ruiz (archivo) ;
    Foto: Archivo El Universal ; Archivo El Universal ; ARCHIVO EL UNIVERSAL ;
    Foto: Cuartoscuro/Ana Ruiz ; CUARTOSCURO/Ana Ruiz ; Foto: @ana ; Foto: Twitter/@ana ;
    Foto: Captura de pantalla ; Captura de pantalla/YouTube ; Captura de pantalla: YouTube ;
    Imagen: Captura de Twitter ; Captura de Twitter ; Cedida por Ana Ruiz ; Imagen cedida ;
    Foto facilitada por Ana Ruiz ; Fotografía cedida por la familia ;
    Foto de Ana Ruiz para El País ; Ana Ruiz para ProPublica ; Ana Ruiz para The New York Times ;
    Foto: Ana Ruiz para El Mundo ; EFE/EPA/ANA RUIZ ; EFE/EPA/Ana Ruiz ; EFE / Ana Ruiz ;
    EFE/Ana Ruiz/Archivo ; AP Foto/Ana Ruiz ; AP Foto/Ana Ruiz, Archivo ; AP Foto ;
    Foto AP/Ana Ruiz ; AFP/Ana Ruiz ; Ana Ruiz - AFP ; Ana Ruiz - EFE ; Foto: ANA RUIZ ;
    Fuente: INE ; Con permiso de Ana Ruiz ; Cortesía de la familia ; Cortesía/Ana Ruiz ;
    Ana Ruiz/Cortesía ; Foto cortesía ; Foto: Cortesía Ana Ruiz ;
    """,
}

NO_CREDITS = """
    left ; 2014 ; see map ; from left ; right, in red ; Ana Ruiz, left ; Ana Ruiz, The Hague ;
    Ana Ruiz, mayor of Leeds ; Tom Okafor, Harvard University ; Ana Ruiz for Mayor ;
    Jane Doe for Congress ; Labour candidate for Leeds ; Minister for Foreign Affairs ;
    Best Actor for The Father ; Secretary for Education ; Ana Ruiz for President ;
    special to him ; special to the family ; a special guest ; special edition ; special offer ;
    Special Olympics ; Special Forces ; provided they win ; provided it rains ; if provided ;
    provided free ; submitted in May ; submitted late ; supplied by truck ;
    contributed to the fund ; photo provided no clue ; photo taken in May ;
    photo taken on Friday ; photo by the window ; photo left ; photo above ; photo at left ;
    photo in May ; Photo of the mayor ; photo of a bus ; image of Mars ; the file ; on file ;
    file under fiction ; file size ; filed in May ; X ; X marks the spot ; Planet X ; Malcolm X ;
    Twitter user ; Twitter followers ; formerly Twitter ; now X ; formerly Facebook ;
    formerly known as Twitter ; @ 5 p.m. ; Instagram users ; Democrat, Ohio ; D-Ohio ; R-Texas ;
    Republican ; Chelsea, 2014 ; copyright expired ; copyright holder ; copyright law ; (c) ;
    c. 1920 ; c ; Archive of the city ; archived ; archives open daily ; archive closed ;
    privately ; private school ; Privatschule ; privat versichert ; Archiv der Stadt ;
    Symbolbild ; Bild links ; Bild oben ; Foto links ; Foto oben ; im Bild ; Mitte ; links ;
    rechts im Bild ; v. l. ; v.l.n.r. ; von links ; l. ; r. ; M. ; 2. v. l. ; hinten ;
    Foto vom Mai 2020 ; Foto aus dem Jahr 1920 ; Bild aus dem Jahr 1920 ; photo prise en mai ;
    photo de gauche ; photo de famille ; à gauche ; au centre ; en haut ; photo ci-dessus ;
    ci-contre ; archives départementales ; DR Congo ; Dr. Ruiz ; dr ; Dr ; izquierda ;
    a la izquierda ; foto de la izquierda ; foto de familia ; en la foto ; arriba ;
    archivo municipal ; especial de Navidad ; cortesía parlamentaria ; cedida al Betis ; cedido ;
    en el centro ; Real Madrid ; Der Spiegel, 2014 ; The Times, 1920 ; Ana Ruiz ;
    Ana Ruiz and Tom Okafor ; Ana Ruiz, 34 ; Tom Okafor, Nigeria ; Okafor, 12 ;
    The Post, the bank ; staff only ; staff of 12 ; Staff Sergeant ; staff room ;
    Chief of Staff ; NASA astronaut ; NATO ; the UN ; BBC series ; Getty Center ; Getty Museum ;
    Getty Villa ; AP course ; AP exam ; AP, 2014 ; Reuters poll ; AFP, the tax office ;
    EPA rules ; EPA ruling ; The Weekly Standard, closed ; Sun, Moon ; Star Wars ;
    Daily Mirror building ; Guardian Angels ; Google HQ ; Google headquarters ; Facebook page ;
    YouTube star ; Netflix series ; Pool A ; Pool B ; pool closed ; swimming pool ; Group C ;
    Source of the Nile ; source code ; source unknown ; image resolution ; video below ;
    video above ; video: below ; Video here ; Map of Spain ; Map 3 ; credit: 3 points ;
    Credit Union ; credit rating ; the handout ; handouts ; In this file photo ;
    in a file photo ; Photo 3 ; photo 3 of 4 ; Photo essay ; photo finish ; Photo ID ;
    photo opportunity ; photo op ; family photo album ; family ; the family ; family of four ;
    used ; used car ; for Reuters ; for The Post ; on Unsplash ; via Rome ; via Zoom ;
    via satellite ; by bus ; by Ana Ruiz ; by boat ; Route 66 ; Act II ; Apollo 11 ; Boeing 737 ;
    courtesy title ; courtesy call ; courtesy bus ; Courtesy Bus ; Released in 2014 ;
    released on bail ; released Friday ; Released ; distributed by hand ; captured in May ;
    screenshot below ; Kodak ; Canon ; Sony ; World Cup ; The World, 2014 ; Public School 12 ;
    public domain name ; Creative Commons licence debate ; Herald Square ; Times Square ;
    Post Office ; Union Square ; St. Louis Post ; Globe Theatre ; Globe ; Sun ; Mirror ;
    Independent ; Record ; Record time ; Voice ; Observer ; Chronicle ; second from left ;
    third from right ; far right ; back row ; top left ; seated, centre ; holding flag ;
    in blue ; wearing glasses ; standing, from left ; with hat ; L-R ; l-r ; L to R ;
    left to right ; not pictured ; inset ; background ; foreground ; both pictured ; aged 34 ;
    34 ; b. 1950 ; 1950-2020 ; 1950–2020 ; d. 1999 ; May 3 ; 3 May 2020 ; 2 a.m. ; 10:30 ;
    Monday ; on Monday ; last year ; last week ; circa 1920 ; ca. 1920 ; 19th century ;
    Labour MP for Leeds ; Lib Dem ; Labour ; Conservative ; Greens ; SPD ; CDU ; Die Grünen ;
    FDP ; PP ; PSOE ; Vox ; Podemos ; LR ; RN ; PS ; Verts ; independent ; D-N.Y. ; Rep. ;
    Sen. Ana Ruiz ; Dune, 2021 ; Casablanca, 1942 ; The Father, 2020 ; Mona Lisa, Louvre ;
    oil on canvas ; Oil on canvas, 1920 ; Bantam, 2001 ; Penguin ; Harper & Row ; Chelsea ;
    Man Utd ; Bayern ; FC Barcelona ; Red Bull/Ferrari ; Ferrari ; Mercedes-Benz ;
    Boston/New York ; Paris/London ; Berlin-Mitte ; Bosnia ; Kenya ; Kyiv, Ukraine ;
    Paris, France ; Portland, Ore. ; Springfield, Ill. ; Leeds, England ; New Delhi, India ;
    Tom Okafor, Kenya ; Ana Ruiz, Spain ; Ana Ruiz, Chelsea ; Ana Ruiz, 34, of Leeds ;
    Ana Ruiz, right ; Ana Ruiz, her mother ; the mayor ; their mother ; his wife, Ana ;
    née Ruiz ; geb. Ruiz ; Ana ; AR ; a.k.a. The Voice ; The Voice ; The Rock ; The Boss ;
    The Sun King ; the Sun King ; Star Trek ; Sun City ; Sunday Times bestseller ;
    Times New Roman ; Post Malone ; Mirror Lake ; Globe Life Field ; Herald of Free Enterprise ;
    Radio City ; Press Club ; Press Secretary Ana Ruiz ; Secretary of State ;
    Minister for Health, Ana Ruiz ; Prime Minister ; Foto: 2 ; Photo 4 in the series ;
    Foto rechts ; Foto unten ; Foto Mitte ; Bild Mitte ; Foto gross ; Photo du haut ;
    photo ci-contre ; photo du bas ; photo prise à Paris ; Photo prise en 1920 ;
    photo non datée ; Foto sin fecha ; foto inferior ; foto superior ; imagen superior ;
    imagen de la derecha ; abajo ; en la imagen ; al fondo ; delante ; detrás ; de pie ;
    sentada ; de izquierda a derecha ; de gauche à droite ; assis ; debout ; au fond ;
    au premier plan ; à droite ; en médaillon ; stehend ; sitzend ; im Hintergrund ;
    im Vordergrund ; vorne ; erste Reihe ; 2. Reihe ; Archivaufnahme von 1920 ; undatiert ;
    gestellte Szene ; Symbolfoto ; Themenbild ; Illustration ; illustration ;
    artist's impression ; artist’s impression ; artist's rendering ; rendering ; not to scale ;
    scale 1:100 ; model ; mock-up ; simulated ; simulation ; reconstruction ; colourised ;
    colorized ; archive footage ; composite image ; satellite image ; drone photo ;
    aerial photo ; X-ray image ; thermal image ; colour photo ; black and white photo ;
    mug shot ; selfie ; a selfie ; group selfie ; photo below ; pictured above ; pictured left ;
    as seen here ; see story ; see page 3 ; see box ; see below ; story, page 4 ; story below ;
    more photos online ; Photos online ; Video available ; listen here ; click to enlarge ; USA ;
    U.S. ; UK ; U.N. ; EU ; OPEC ; FIFA ; UEFA ; IOC ; FBI ; CIA ; NSA ; GCHQ ; MI5 ; LGBTQ+ ;
    AI ; CEO ; COVID-19 ; H5N1 ; CO2 ; DNA ; HIV ; PTSD ; ADHD ; IBM ; GM ; BMW ; VW ; P&O ;
    AT&T ; AT&T/Verizon ; ABC ; NBC ; BBC ; CNN ; ITV ; Sky ; Time ; Nature ; Science ; Forbes ;
    Focus ; Vice ; Slate ; Quartz ; Zeit ; Welt ; Stern ; Elle ; Vogue ; Meta ; Alphabet ;
    Apple ; Google Inc. ; Microsoft ; Amazon.com ; Tesla, Inc. ; Twitter Inc. ;
    formerly known as Facebook ; @ Leeds ; #MeToo ; X (formerly Twitter) ; for sale ; for hire ;
    for now ; for Ana ; for Tom Okafor ; for children ; for Ukraine ; Ana Ruiz for Leeds ;
    Tom Okafor for England ; Jane Doe for governor ; Jane Doe for Governor ;
    Jane Doe for Senate ; nominated for Dune ; Best Picture for Dune ; Oscar for Best Picture ;
    prize for Science ; Ana Ruiz for Best Actress ; vote for Jane Doe ; via Doha ; via email ;
    via e-mail ; via video link ; via Skype ; via WhatsApp ; via the A1 ; on loan ; on bail ;
    on Facebook ; on X ; pool ; Pool ; The Pool ; Family ; courtesy visit ; the courtesy ;
    Provided for free ; provided by law ; supplied by gas ; submitted to court ;
    submitted to the FBI ; contributed by many ; taken by force ; taken by surprise ;
    taken from the air ; captured by Russia ; captured by the Taliban ; released by Hamas ;
    released by the Taliban ; released by the court ; shared by all ; distributed by rail ;
    available from the council ; copyright reform ; copyright lawyer Ana Ruiz ; c 1950 ;
    (c) 1950 ; © 1950 edition ; source: the river ; Source Code ; credit to Ana ;
    Credit Agricole ; Crédit Agricole ; Crédit Lyonnais ; Crédit Mutuel ; Image Awards ;
    Image Comics ; Picture Post ; Picture House ; Pictures at an Exhibition ;
    Illustration Society ; Photo Booth ; Photo Album ; Photo League ; Bild der Frau ;
    Bild am Sonntag ; Fotos und Texte ; Cliché ; Montage ; Repro ; Archives de Paris ;
    Archivo de Indias ; Archivo General ; Archivo Histórico Nacional ; Archiv für Kunst ;
    Stadtarchiv ; file sharing ; File 13 ; file, 2014 ; X-Files ; Special Envoy ;
    Special Branch ; Special Relationship ; special to Ana ; special thanks ;
    Special Counsel Jack Smith ; Staff Only ; Staff Sgt. Ana Ruiz ; staff at work ; staff, left ;
    Ana Ruiz, staff member ; Staff, parents ; Staff/Student ; student/staff ; teacher/parent ;
    Mother/daughter ; actor/director ; Actor/Director ; Writer/Director ; Singer/Songwriter ;
    writer-director ; Screenshot 1 ; screenshot of the page ; screenshot, left ; the screenshot ;
    still image ; still life ; Still Life with Apples ; still missing ; Still Alice ; DR Kongo ;
    Dr. No ; privates ; Privatbesitz ; Sammlung X ; especialista ; Especial Olimpiadas ;
    cortesía de la casa ; cedida por un año ; cedido por el Betis ; cedida por lesión ;
    tomada en 2014 ; tomada por asalto ; tomada por los rebeldes ; facilitada la entrada ;
    prise de la Bastille ; prise en otage ; transmise par les moustiques ; fournie en eau ;
    überlassen worden ; eingesandt im Mai ; Leserfoto ; Leserbild ; PA system ; AP score ;
    Star/Sun ; Sun/Moon ; TT Games ; CP rail ; PAP smear ; ESA mission ; NASA logo ;
    NASA/ESA mission ; WHO chief ; the WHO ; UNESCO site ; CDC guidelines ; USDA Prime ;
    Xinhua Street ; Sputnik V ; Sputnik vaccine ; Imago Dei ; Corbis building ;
    Sipa Press office ; Magnum bottle ; Polaris missile ; Keystone XL ; Google Doodle ;
    YouTube channel ; Instagram account ; TikTok ban ; Telegram channel ; Snapchat HQ ;
    Reddit user ; LinkedIn profile ; Bloomberg terminal ; Bloomberg campaign ; Getty family ;
    Getty Foundation ; Library of Congress card ; T. Rex ;
"""


def texts(table):
    """Return the texts of a table; a bar within one is written as a broken bar."""
    return [text.strip().replace("¦", "|") for text in table.split(";") if text.strip()]


@pytest.mark.parametrize("kind", CREDITS)
def test_credits_of_every_kind_are_read(kind):
    assert [text for text in texts(CREDITS[kind]) if not reads_as_credit(text)] == []


def test_parentheses_that_are_not_credits_stay_in_the_caption():
    wrong = [text for text in texts(NO_CREDITS) if split(f"A view of it ({text})").credit]

    assert wrong == []


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("A fire. (Polk County Sheriff's Office)", "A fire.", "Polk County Sheriff's Office"),
        ("A man in jail (Polk County Jail)", "A man in jail (Polk County Jail)", ""),
        ("The hall (AP file photo).", "The hall.", "AP file photo"),
        ("The hall. (Photo &copy; Lena Vogt)", "The hall.", "Photo &copy; Lena Vogt"),
        ("Ana (left), Tom. (Lena Vogt for ProPublica)", "Ana (left), Tom.", "Lena Vogt for ProPublica"),
        ("The Democratic Republic (DR)", "The Democratic Republic (DR)", ""),
    ],
)  # fmt: skip
def test_what_stands_before_a_parenthesis_counts(text, caption, credit):
    assert split(text) == (caption, credit)


OF_FILE = "Lena Vogt/Reuters"


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("A bus. REUTERS/Lena Vogt", "A bus.", OF_FILE),
        ("A bus. REUTERS/Lena Vogt TPX IMAGES OF THE DAY", "A bus.", OF_FILE),
        ("A bus. REUTERS/Lena Vogt/File Photo", "A bus.", "REUTERS/Lena Vogt/File Photo"),
        ("A bus. Tom Okafor/Pool via REUTERS ATTENTION EDITORS - THIS IMAGE IS OLD.", "A bus.", OF_FILE),
        ("A bus. REUTERS/A B", "A bus.", OF_FILE),
        ("Ein Bus. Foto: Lena Vogt/Reuters +++ dpa-Bildfunk +++", "Ein Bus.", OF_FILE),
        ("Ein Bus. Foto: A B/dpa +++ dpa-Bildfunk +++", "Ein Bus.", OF_FILE),
        ("Ein Bus in Berlin Foto: A B/dpa +++(c) dpa - Bildfunk+++", "Ein Bus in Berlin", OF_FILE),
        ("Ein Bus. Foto: A B/dpa - ACHTUNG: Nur zur redaktionellen Verwendung", "Ein Bus.", OF_FILE),
        ("A bus. (Photo by A B / AFP) (Photo by A B/AFP via Getty Images)", "A bus.", "Photo by A B/AFP via Getty Images"),
        ("A bus. AFP PHOTO / A B (Photo credit should read A B/AFP)", "A bus.", "Photo credit should read A B/AFP"),
        ("A bus. / AFP PHOTO / A B", "A bus.", OF_FILE),
        ("A bus. EPA-EFE/LENA VOGT EDITORIAL USE ONLY", "A bus.", OF_FILE),
        ("Un autobús. EFE/Ana Ruiz", "Un autobús.", OF_FILE),
        ("A bus. (AP Photo/A B, File)", "A bus.", "AP Photo/A B, File"),
        ("A <b> & c. REUTERS/Lena Vogt", "A &lt;b&gt; &amp; c.", OF_FILE),
        ("He met Sgt. Ruiz. Sgt. A. B. Okafor/AFP", "He met Sgt. Ruiz.", OF_FILE),
        ("Photo: the mayor at night.", "Photo: the mayor at night.", OF_FILE),
        ("He works for Reuters.", "He works for Reuters.", OF_FILE),
        ("Talks in Brussels. EU/UN", "Talks in Brussels. EU/UN", OF_FILE),
        ("NO RESALES of tickets.", "NO RESALES of tickets.", OF_FILE),
        ("", "", OF_FILE),
    ],
)  # fmt: skip
def test_agencies_captions_do_not_repeat_the_credit(text, caption, credit):
    found = split_wire_caption(text, OF_FILE)

    assert found.caption == caption
    assert found.credit == credit


def test_a_credit_that_names_more_than_the_fields_of_the_file_is_shown():
    assert split_wire_caption("Ein Bus. Foto: Lena Vogt/dpa", "dpa").credit == "Foto: Lena Vogt/dpa"
    assert split_wire_caption("Ein Bus. Foto: Lena Vogt/dpa", "").credit == "Foto: Lena Vogt/dpa"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Ein Bus. Foto: Lena Vogt/dpa", ("Ein Bus.", "Foto: Lena Vogt/dpa")),
        ("<em>A bus.</em> REUTERS/Lena Vogt", ("<em>A bus.</em>", "REUTERS/Lena Vogt")),
        ("<em>A bus. REUTERS/Lena Vogt</em>", ("<em>A bus. REUTERS/Lena Vogt</em>", "")),
        ("A bus. (AP) He left.", ("A bus. (AP) He left.", "")),
        ("A bus in Leeds.", ("A bus in Leeds.", "")),
    ],
)
def test_a_typed_caption_may_end_with_an_agencys_credit(typed, expected):
    assert split_typed_caption(typed) == expected
