# मशीन की स्थिति: केवल संस्करण, आकार, संख्याएँ और समय; किसी नस्ती या व्यक्ति की बात नहीं।

nav-health = मशीन की स्थिति
health-lead = { $when } की स्थिति। यहाँ केवल संख्याएँ और समय हैं; किसी विषय का शीर्षक या किसी का नाम नहीं।
health-all-well = सब ठीक है।
health-heeds = { $count ->
    [one] एक बात पर ध्यान दें: नीचे देखें।
   *[other] { $count } बातों पर ध्यान दें: नीचे देखें।
}
health-what = क्या
health-now = अभी
health-state = स्थिति
health-well = ठीक
health-heed = ध्यान दें

health-program = कार्यक्रम
health-version = संस्करण
health-formats = फाइलों के प्रारूप
health-since = कब से चालू है
health-database = अभिलेख कहाँ रखे हैं
health-database-file = डेटा फोल्डर की फाइल (SQLite)
health-database-alone = PostgreSQL सर्वर, दूसरी प्रति नहीं
health-database-standby = PostgreSQL सर्वर, दूसरी प्रति साथ-साथ
health-entries = प्रविष्टियाँ
health-entries-of = { $count } प्रविष्टियाँ · { $size }
health-intact = अखंडता
health-published = प्रकाशन
health-published-until = { $when } तक सब प्रकाशित
health-witness = बाहरी साक्षी
health-witness-none = कोई साक्षी नहीं
health-witness-behind = अंतिम जाँच-बिन्दु साक्षी तक नहीं पहुँचा
health-witness-at = { $when } तक का जाँच-बिन्दु साक्षी के पास

health-storage = भंडार
health-vault = मुहरबंद फाइलें
health-files-of = { $count } फाइलें · { $size }
health-data-disk = डेटा फोल्डर की डिस्क
health-vault-disk = परिशिष्टों की डिस्क
health-disk-free = { $all } में से { $free } खाली
health-disk-unknown = ज्ञात नहीं
health-files-unreachable = भंडारण सर्वर उत्तर नहीं दे रहा
health-backup = पिछला बैकअप
health-backup-none = अब तक कोई बैकअप नहीं
health-backup-at = { $when } · { $size } नया
health-snapshot = स्थिति-प्रति (शीघ्र आरंभ हेतु)
health-snapshot-none = अभी नहीं बनी
health-snapshot-since = उसके बाद { $count } प्रविष्टियाँ
size-kb = { $number } केबी
size-mb = { $number } एमबी
size-gb = { $number } जीबी

health-queues = कतारें
health-writer = दर्ज होने की प्रतीक्षा में कार्यवाहियाँ
health-worker = कार्यालय के स्वतः कार्य
health-round = स्वतः कार्यों का पिछला दौर
health-erasures = मिटाए गए प्रारूप, जिनका मिटना शेष है
health-nothing-waits = कुछ शेष नहीं
health-waits = { $count } शेष · सबसे पुराना { $when } से
health-work-left = { $count } बार-बार विफल
health-erasure-owed = शेष है

health-door = प्रवेश और समय
health-sessions = खुले सत्र
health-notices = बाहर भेजी गई सूचनाएँ (ई-मेल, एसएमएस)
health-notices-of = { $sent } भेजी गईं · { $waiting } प्रतीक्षा में · { $left } नहीं पहुँचीं
health-held-back = विफल प्रयासों के कारण रोके जा रहे
health-held-back-of = { $addresses } पते · { $accounts } यूजर नाम
health-nobody = कोई नहीं
health-breaches = पृष्ठ-सुरक्षा के उल्लंघन (ब्राउजरों की सूचना)
health-breaches-none = कोई सूचना नहीं
health-breaches-of = आरंभ से { $count } सूचनाएँ
health-breaches-unread = बिना पढ़े छोड़ी गईं: { $count }
health-certificate = सर्वर का प्रमाणपत्र
health-certificate-until = { $when } तक मान्य
health-certificate-elsewhere = इस सर्वर पर नहीं: प्रॉक्सी पर देखें
health-clock = घड़ी
health-clock-steady = आरंभ से बदली नहीं गई
health-clock-training = अभ्यास की घड़ी, कैलेंडर से आगे
health-clock-moved = आरंभ से { $count } सेकंड बदली गई
health-clock-behind = घड़ी अभिलेख की अंतिम प्रविष्टि से { $count } सेकंड पीछे है
health-clock-source = समय का स्रोत (NTP)
health-clock-confirmed = घड़ी समय-सर्वर से मिली हुई है
health-clock-unconfirmed = घड़ी समय-सर्वर से मिली हुई नहीं है
health-clock-source-unknown = जानकारी उपलब्ध नहीं

heed-database-alone = दूसरे PostgreSQL सर्वर पर साथ-साथ प्रति रखें; अभी एक डिस्क के खराब होने से अभिलेख जा सकता है।
heed-not-intact = डेटा फोल्डर में कुछ न बदलें। मुख्य सचिव को तुरंत सूचित करें और फोल्डर की प्रति सुरक्षित रखें; कारण «अभिलेख» पृष्ठ पर है।
heed-unpublished = सर्वर का लॉग देखें: डेटा फोल्डर में लिखा नहीं जा रहा है।
heed-no-witness = ECABINET_WITNESS में दूसरी डिस्क का फोल्डर दें, ताकि पुरानी प्रति चालू न हो सके।
heed-unwitnessed = साक्षी का फोल्डर देखें: वह जुड़ा हुआ और लिखने योग्य हो।
heed-disk-full = डिस्क पर जगह बनाएँ या बड़ी डिस्क लगाएँ। डिस्क भर जाने पर कोई कार्यवाही दर्ज नहीं होगी।
heed-disk-unknown = देखें कि डिस्क जुड़ी हुई है।
heed-files-unreachable = परिशिष्टों का भंडारण सर्वर और उस तक का नेटवर्क देखें। उत्तर मिलने तक परिशिष्ट न खुलेंगे, न जुड़ेंगे; शेष कार्य चलता रहेगा।
heed-acts-waiting = डिस्क या PostgreSQL सर्वर धीमा है: उसका भार और सर्वर का लॉग देखें।
heed-worker-silent = सर्वर का लॉग देखें, फिर कार्यक्रम फिर से चालू करें। दर्ज कार्यवाही पर प्रभाव नहीं पड़ेगा।
heed-work-left = सर्वर का लॉग देखें: कौन-सा कार्य किस कारण से नहीं हुआ। ठीक करके कार्यक्रम फिर से चालू करें।
heed-erasure-owed = डिस्क पर जगह और सर्वर का लॉग देखें; मिटाना स्वतः फिर से किया जाएगा।
heed-snapshot-old = डेटा फोल्डर की डिस्क और सर्वर का लॉग देखें। अभिलेख सुरक्षित है; केवल अगला आरंभ धीमा होगा।
heed-notices-left = मेल सर्वर या एसएमएस गेटवे की सेटिंग और उसका लॉग देखें; `ecabinet doctor` बताता है कि सर्वर उत्तर देता है या नहीं। जिन तक सूचना नहीं पहुँची, उनके पद { -cabinet-section } को «सूचनाएँ» पृष्ठ पर दिखते हैं।
heed-held-back = कोई प्रवेश का प्रयास कर रहा है। लॉग में पते देखें; आवश्यक हो तो फायरवॉल पर रोकें और CERT-In को सूचना पर विचार करें।
heed-policy-breached = ब्राउजरों ने पृष्ठों में ऐसी सामग्री रोकी जो इस प्रणाली की नहीं है। प्रायः कारण किसी कम्प्यूटर के ब्राउजर में लगा एक्सटेंशन होता है: उसे हटवाएँ। सूचनाएँ बढ़ती रहें, तो प्रॉक्सी और प्रमाणपत्र जाँचें और CERT-In को सूचना देने पर विचार करें।
heed-clock-moved = मशीन की घड़ी समय-सर्वर (NTP) से मिलाएँ और देखें कि उसे किसने बदला।
heed-clock-unsynchronised = मशीन की घड़ी समय-सर्वर (NTP) से मिलाएँ और जाँचें कि समय-सेवा चल रही है (timedatectl)। NIC या NPL का समय-सर्वर रखें।
heed-clock-behind = मशीन की घड़ी तुरंत समय-सर्वर (NTP) से ठीक करें। तब तक नई प्रविष्टियों पर अंतिम प्रविष्टि का ही समय दर्ज होगा।
heed-backup-old = अभी बैकअप लें (ecabinet backup) और देखें कि रात का बैकअप क्यों नहीं चला।
heed-certificate-ends = नया प्रमाणपत्र लें और उसी फाइल में रखें; सर्वर उसे स्वतः पढ़ लेगा।
