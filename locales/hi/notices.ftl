# Words of notices: on their page, in mail, in a calendar. None of them names a matter.

nav-notices = सूचनाएँ
told-new-count = { $count ->
    [one] { $count } नई सूचना
   *[other] { $count } नई सूचनाएँ
}
told-nothing-new = कोई नई सूचना नहीं
told-none = अभी कोई सूचना नहीं है
told-none-text = बैठक आहूत होने, फोल्डर जारी होने या आपके पास { -file } आने पर सूचना यहाँ दिखेगी।
told-new = नई
told-what = सूचना
told-when = कब
told-way = माध्यम
told-way-mail = ई-मेल
told-way-sms = एसएमएस
told-until = अंतिम तिथि { $date }
told-meeting-called = { -council } की बैठक आहूत की गई है
told-folder-released = बैठक का नया फोल्डर उपलब्ध है
told-minutes-circulated = बैठक का कार्यवाही विवरण उपलब्ध है
told-file-came =
    { -file.gender ->
        [masculine] आपके पास एक { -file } आया है
       *[feminine] आपके पास एक { -file } आई है
    }
told-note-returned =
    { -note.gender ->
        [masculine] एक { -note } वापस आया है
       *[feminine] एक { -note } वापस आई है
    }
told-view-asked = आपके विभाग से अभिमत माँगा गया है
told-view-due-soon = आपके विभाग के अभिमत की अंतिम तिथि निकट है
told-circulation-sent =
    { -note.gender ->
        [masculine] परिचालन द्वारा निर्णय हेतु एक { -note } आपके पास आया है
       *[feminine] परिचालन द्वारा निर्णय हेतु एक { -note } आपके पास आई है
    }
told-extract-issued = आपके विभाग को निर्णय का उद्धरण जारी किया गया है
told-task-set = आपके विभाग को निर्णय के पालन का कार्य सौंपा गया है
told-task-due-soon = आपके विभाग के एक पालन कार्य की अंतिम तिथि निकट है या निकल चुकी है
told-claim-refused = आपके विभाग का एक पालन कार्य पूर्ण नहीं माना गया है
told-ratification-due = प्रत्याशा में अनुमोदित एक प्रकरण को { -council } में प्रस्तुत करने की अंतिम तिथि निकट है
told-left = ये सूचनाएँ बाहर नहीं पहुँचीं
told-left-says = तीन बार भेजने पर भी ये ई-मेल या एसएमएस से नहीं पहुँच सकीं। संबंधित को दूरभाष पर बताएँ; ई-कैबिनेट में सूचना उन्हें दिखेगी।
told-refused = सर्वर ने अस्वीकार किया ({ $status })
told-not-reached = सर्वर से संपर्क नहीं हुआ
desk-new-notices = { $count ->
    [one] { $count } नई सूचना है।
   *[other] { $count } नई सूचनाएँ हैं।
}
desk-see-notices = सूचनाएँ देखें
contact-title = बाहर सूचना कहाँ भेजी जाए
contact-says = यहाँ दिए पते पर केवल इतना भेजा जाता है कि ई-कैबिनेट में कुछ देखना है, और बैठक का दिनांक व समय। विषय, { -file } क्रमांक या कोई पाठ कभी नहीं भेजा जाता।
field-mail = ई-मेल पता
field-telephone = मोबाइल नंबर
contact-keep = सहेजें
contact-forget = खाली छोड़कर सहेजने पर पता मिटा दिया जाता है।
contact-mail-wrong = यह ई-मेल पता ठीक नहीं है। पूरा पता लिखें, जैसे sachiv.urja@mp.gov.in
contact-domain-wrong = सूचना केवल शासकीय ई-मेल पते पर भेजी जाती है। अपना शासकीय पता लिखें।
contact-telephone-wrong = मोबाइल नंबर ठीक नहीं है। दस अंक लिखें, जैसे 9425000001
calendar-summary = { -council } की बैठक
calendar-add = कैलेंडर में जोड़ें
mail-begins = { $date }, समय { $time } बजे
mail-read = ई-कैबिनेट में प्रवेश कर देखें:
mail-foot = यह संदेश अपने आप भेजा गया है; इसका उत्तर न दें। इसमें किसी प्रकरण का विषय या पाठ नहीं होता।
