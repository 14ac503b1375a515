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
field-heard = आदेश कब प्राप्त हुआ
field-heard-order = प्राप्त आदेश
heard-order-hint = जैसा सुना, उन्हीं शब्दों में
act-record-telephone-order = दूरभाष पर प्राप्त आदेश दर्ज करें
does-record-telephone-order =
    { -note.gender ->
        [masculine] { -note } बैठक की कार्यसूची के लिए अनंतिम रूप से लिया जा सकेगा। मुख्यमंत्री की पुष्टि के बिना कार्यसूची अनुमोदित नहीं होगी।
       *[feminine] { -note } बैठक की कार्यसूची के लिए अनंतिम रूप से ली जा सकेगी। मुख्यमंत्री की पुष्टि के बिना कार्यसूची अनुमोदित नहीं होगी।
    }
act-confirm-telephone-order = दूरभाष पर दिए आदेश की पुष्टि करें
does-confirm-telephone-order =
    { -note.gender ->
        [masculine] आपकी पुष्टि से यह आपका अंतिम आदेश होगा: { -note } बैठक में रखा जाए।
       *[feminine] आपकी पुष्टि से यह आपका अंतिम आदेश होगा: { -note } बैठक में रखी जाए।
    }
act-disown-telephone-order = ऐसा आदेश नहीं दिया
does-disown-telephone-order =
    { -note.gender ->
        [masculine] { -note } आपके आदेशार्थ फिर आपके पास आएगा। कारण अभिलेख में रहेगा।
       *[feminine] { -note } आपके आदेशार्थ फिर आपके पास आएगी। कारण अभिलेख में रहेगा।
    }
step-meeting-ordered-by-telephone = दूरभाष पर प्राप्त आदेश दर्ज
step-telephone-order-confirmed = दूरभाष पर दिए आदेश की पुष्टि
step-telephone-order-disowned = दूरभाष पर आदेश अस्वीकार
