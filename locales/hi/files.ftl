# Words of a file's way within its department, and of the Chief Minister's office.

put-up-to = किसके पास प्रस्तुत करें
field-desk = किसके पास भेजें
field-copies = किन्हें प्रति भेजें
act-receive-file = { -file } प्राप्त की
does-receive-file = प्राप्त करने के बाद भेजने वाले इसे वापस नहीं ले सकेंगे।
act-move-file = { -file } भेजें
does-move-file = { -file } चुने गए अधिकारी के पास जाएगी। वे खोल न लें, तब तक आप इसे वापस ले सकते हैं।
act-pull-back-file = { -file } वापस लें
does-pull-back-file = { -file } अभी खोली नहीं गई है, इसलिए आप इसे अपने पास वापस ले सकते हैं।
act-send-copies = सूचनार्थ प्रति भेजें
does-send-copies = ये अधिकारी { -note } और नोटशीट देख सकेंगे; { -file } आपके पास ही रहेगी।
step-file-moved = { -file } भेजी गई
step-file-pulled-back = { -file } वापस ली गई
step-file-opened = { -file } खोली गई
step-copies-sent = सूचनार्थ प्रति भेजी गई
stays-title = { -file } किसके पास कितने दिन
stay-with = किसके पास
stay-since = कब से
stay-days = दिन
with-departments = परामर्शदायी विभाग
with-members = { -council } के सदस्य
brief-title = आपके लिए टीप
field-brief = मुख्यमंत्री के लिए टीप
brief-hint = केवल मुख्यमंत्री इसे देखेंगे
act-write-brief = मुख्यमंत्री के समक्ष टीप रखें
does-write-brief = पहले की टीप के स्थान पर यही दिखेगी। अभिलेख में यह मुख्यमंत्री के अतिरिक्त किसी को नहीं दिखेगी।
heard-title = दूरभाष पर प्राप्त आदेश
heard-provisional = अनंतिम: मुख्यमंत्री की पुष्टि शेष
heard-confirmed = मुख्यमंत्री द्वारा पुष्ट
heard-order-meeting = बैठक में रखने का आदेश
heard-order-circulation = परिचालन द्वारा निर्णय का आदेश
heard-order-return = कमी पूर्ति हेतु वापस करने का आदेश
heard-order-decline = अमान्य करने का आदेश
heard-waits-meeting = पुष्टि से पहले कार्यसूची अनुमोदित नहीं होगी।
heard-waits-circulation = पुष्टि से पहले किसी सदस्य को परिचालन नहीं भेजा जाएगा।
heard-waits-return =
    { -note.gender ->
        [masculine] पुष्टि होने पर ही { -note } विभाग को वापस जाएगा; तब तक विभाग को कुछ नहीं करना है।
       *[feminine] पुष्टि होने पर ही { -note } विभाग को वापस जाएगी; तब तक विभाग को कुछ नहीं करना है।
    }
heard-waits-decline = पुष्टि होने पर ही यह आदेश प्रभावी होगा।
field-heard-order = क्या आदेश प्राप्त हुआ
heard-circulation-terms = केवल परिचालन के आदेश में: मत देने का अंतिम दिनांक
field-heard = आदेश कब प्राप्त हुआ
field-heard-words = प्राप्त आदेश के शब्द
heard-order-hint = जैसा सुना, उन्हीं शब्दों में
act-record-telephone-order = दूरभाष पर प्राप्त आदेश दर्ज करें
does-record-telephone-order = मुख्यमंत्री की पुष्टि तक आदेश अनंतिम रहेगा: तब तक न कार्यसूची अनुमोदित होगी, न परिचालन भेजा जाएगा, और न वापसी या अमान्य करने का आदेश प्रभावी होगा।
act-confirm-telephone-order = दूरभाष पर दिए आदेश की पुष्टि करें
does-confirm-telephone-order = आपकी पुष्टि से यह आपका अपना आदेश होगा और ऊपर लिखे अनुसार तत्काल प्रभावी होगा।
act-disown-telephone-order = ऐसा आदेश नहीं दिया
does-disown-telephone-order =
    { -note.gender ->
        [masculine] { -note } आपके आदेशार्थ फिर आपके पास आएगा। कारण अभिलेख में रहेगा।
       *[feminine] { -note } आपके आदेशार्थ फिर आपके पास आएगी। कारण अभिलेख में रहेगा।
    }
step-meeting-ordered-by-telephone = दूरभाष पर प्राप्त आदेश दर्ज
step-circulation-ordered-by-telephone = दूरभाष पर प्राप्त परिचालन का आदेश दर्ज
step-return-ordered-by-telephone = दूरभाष पर प्राप्त वापसी का आदेश दर्ज
step-decline-ordered-by-telephone = दूरभाष पर प्राप्त अमान्य करने का आदेश दर्ज
step-telephone-order-confirmed = दूरभाष पर दिए आदेश की पुष्टि
step-telephone-order-disowned = दूरभाष पर आदेश अस्वीकार
