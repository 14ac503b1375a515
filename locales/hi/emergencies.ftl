# आपात अवलोकन के शब्द।

nav-emergencies = आपात अवलोकन
emergency-word = आपात अवलोकन
emergency-number = आपात अवलोकन क्रमांक { $count }
emergencies-lead = लिखित आदेश पर, दो व्यक्तियों की सहमति से, कुछ घंटों के लिए एक विषय के अवलोकन की पंजी।
emergencies-empty = कोई आपात अवलोकन नहीं
emergencies-empty-text = अब तक आपात अवलोकन की कोई माँग नहीं हुई है।
emergency-matter = यह विषय खोलें
emergency-all = पूरी पंजी
stage-emergency-asked = सहमति की प्रतीक्षा
stage-emergency-agreed = प्रभावी
stage-emergency-refused = अस्वीकृत
stage-emergency-lapsed = सहमति के बिना समाप्त
stage-emergency-ended = समाप्त
emergency-scope-proposal = { -note }: { $what }
emergency-scope-meeting = बैठक क्रमांक { $what } और उसके विषय
emergency-ask = आपात अवलोकन माँगें
emergency-ask-title = आपात अवलोकन की माँग
emergency-ask-lead = केवल तब, जब लिखित आदेश हो और विषय उसके अपने अधिकारियों से प्राप्त न हो सके।
emergency-scope-hint = एक { -note } (विभाग और { -file } क्रमांक, जैसा आदेश में है) या एक बैठक बताएँ, दोनों नहीं।
emergency-scope-missing = एक { -note } (विभाग और { -file } क्रमांक) या एक बैठक बताएँ, दोनों नहीं।
emergency-department =
    { -note.gender ->
        [masculine] { -note } किस विभाग का
       *[feminine] { -note } किस विभाग की
    }
emergency-number-hint = जैसा लिखित आदेश में है
emergency-meeting = अथवा बैठक
emergency-hours = कितने समय के लिए
emergency-hours-count = { $count ->
    [one] { $count } घंटा
   *[other] { $count } घंटे
 }
field-order = लिखित आदेश का क्रमांक और दिनांक
emergency-order-hint = आवश्यक
emergency-reason-hint = आवश्यक; सहमति देने वाले, लेखापरीक्षक और संबंधित विभाग के मंत्री एवं सचिव इसे पढ़ेंगे
emergency-ask-says = मुख्य सचिव या मुख्यमंत्री (आपके अलावा कोई और) की सहमति से अवलोकन आरंभ होगा और अपने समय पर स्वतः समाप्त होगा। 24 घंटे में सहमति न मिले तो माँग समाप्त हो जाएगी। आपका हर अवलोकन दर्ज होगा।
emergency-asked-by = किसने माँगा
emergency-agreed-by = किसने सहमति दी
emergency-refused-by = किसने अस्वीकार किया
emergency-over = कब तक
emergency-ended-by = किसने समाप्त किया
emergency-agree = सहमति दें
emergency-agree-says =
    { -note.gender ->
        [masculine] सहमति देते ही माँगने वाले इस विषय का { -note }, परिशिष्ट और नोटशीट पढ़ सकेंगे; कार्यवाही का कोई अधिकार नहीं मिलेगा। सभी संबंधितों को सूचना रहेगी।
       *[feminine] सहमति देते ही माँगने वाले इस विषय की { -note }, परिशिष्ट और नोटशीट पढ़ सकेंगे; कार्यवाही का कोई अधिकार नहीं मिलेगा। सभी संबंधितों को सूचना रहेगी।
    }
emergency-refuse = अस्वीकार करें
emergency-end = अभी समाप्त करें
emergency-end-says = समाप्त होने के बाद कुछ नहीं पढ़ा जा सकेगा।
emergency-notice = { $post } को { $until } तक आपात अवलोकन दिया गया है। कारण: { $reason }
emergency-banner = आप आपात अवलोकन के अधीन पढ़ रहे हैं, { $until } तक
desk-emergencies = आपात अवलोकन
desk-emergencies-says = ये आपात अवलोकन माँगे गए हैं या प्रभावी हैं।
task-agree-emergency-access = आपात अवलोकन पर सहमति या अस्वीकृति
refused-act-emergency = आपात अवलोकन
refusal-nothing-to-read =
    { -note.gender ->
        [masculine] इस विभाग और क्रमांक का कोई प्रस्तुत { -note }, या यह बैठक, अभिलेख में नहीं है। यह प्रयास दर्ज हो गया है।
       *[feminine] इस विभाग और क्रमांक की कोई प्रस्तुत { -note }, या यह बैठक, अभिलेख में नहीं है। यह प्रयास दर्ज हो गया है।
    }
refusal-hours-unfit = आपात अवलोकन एक से { $count } घंटे तक का ही हो सकता है।
refusal-emergency-access-over = इस माँग पर सहमति का समय समाप्त हो चुका है। आवश्यक हो तो नई माँग की जाए।
