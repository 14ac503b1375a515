# कागज पर प्राप्त संक्षेपिका, और कागज की अंतिम तिथि।

nav-paper = कागज
paper-title = कागज की पंजी
paper-lead =
    { -note.gender ->
        [masculine] किस विभाग का { -note } कब तक मूल { -file } पर लिया जाएगा, किसके आदेश से।
       *[feminine] किस विभाग की { -note } कब तक मूल { -file } पर ली जाएगी, किसके आदेश से।
    }
paper-register-go = कागज पर प्राप्त { -note }
paper-register-title = कागज पर प्राप्त { -note } का पंजीयन
paper-register-lead = विभाग, { -file } क्रमांक और विषय दें। { -note } का PDF और मूल { -file } के अनुमोदन अगले पृष्ठ पर लगेंगे।
paper-register-button = पंजीयन प्रारंभ करें
paper-department = प्रशासकीय विभाग
paper-draft-title = कागज पर प्राप्त { -note }
paper-receive-go = पंजीयन पूर्ण करें
paper-receive-title = मूल { -file } के अनुमोदन
paper-receive-hint = पहले नीचे { -note } का PDF और नोटशीट के स्कैन लगाएँ, फिर यहाँ चुनें। नोटशीट के स्कैन बैठक के फोल्डर में नहीं जाएँगे।
field-note = { -note } का PDF
field-approval-scan = नोटशीट का स्कैन
view-scan-hint = ऐच्छिक; वह पृष्ठ जिस पर अभिमत लिखा है
view-text-on-file-hint = मूल { -file } से शब्दशः; { -note } में ऐसा ही दिखेगा
act-receive-from-paper = प्राप्ति दर्ज करें
does-receive-from-paper =
    { -note.gender ->
        [masculine] प्राप्ति का समय अंकित होगा और { -note } परीक्षण में जाएगा। अनुमोदन «मूल { -file } पर अनुमोदित» अंकित होंगे।
       *[feminine] प्राप्ति का समय अंकित होगा और { -note } परीक्षण में जाएगी। अनुमोदन «मूल { -file } पर अनुमोदित» अंकित होंगे।
    }
task-receive-from-paper = कागज पर प्राप्त: पंजीयन पूर्ण करें
stage-on-paper = कागज पर प्राप्त · पंजीयन शेष
step-paper-note-registered = कागज पर प्राप्त: पंजीयन प्रारंभ
step-paper-note-received = मूल { -file } पर अनुमोदित: प्राप्ति दर्ज

on-paper-title = मूल { -file } पर अनुमोदित
on-paper-secretary = सचिव का अनुमोदन
on-paper-minister = { -minister-in-charge } का अनुमोदन
on-paper-view = अभिमत: { $answer }
on-paper-scan = स्कैन देखें
on-paper-received = प्राप्ति दर्ज की

paper-routes-title = विभागवार अंतिम तिथि
paper-route-until = कागज की अंतिम तिथि
paper-route-none = नियत नहीं
paper-route-open = जारी
paper-route-over = समाप्त
paper-route-of-rules = नियमों के अनुसार
paper-route-set-title = अंतिम तिथि नियत करें
paper-order = किसके आदेश से
paper-order-hint = पद, आदेश का क्रमांक और दिनांक
paper-reason-hint = तिथि आगे बढ़ाने पर आवश्यक
act-set-paper-route = अंतिम तिथि दर्ज करें

refusal-paper-route-ended =
    { -note.gender ->
        [masculine] { $department } का { -note } कागज पर { $until } तक ही लिया जा सकता था। अब विभाग उसे ई-कैबिनेट में प्रस्तुत करे, या मुख्य सचिव कारण सहित तिथि बढ़ाएँ।
       *[feminine] { $department } की { -note } कागज पर { $until } तक ही ली जा सकती थी। अब विभाग उसे ई-कैबिनेट में प्रस्तुत करे, या मुख्य सचिव कारण सहित तिथि बढ़ाएँ।
    }
refusal-paper-route-none = { $department } के लिए कागज की अंतिम तिथि नियत नहीं है। पहले वह किसके आदेश से कब तक है, यह दर्ज करें।
refusal-day-unfit = दिनांक ठीक नहीं है।
refusal-department-unfit = यह विभाग अब अलग से कार्यरत नहीं है। सूची से विभाग चुनें।
refusal-note-paper-missing = { -note } का PDF लगाकर उसे चुनें।
refusal-approval-missing = मूल { -file } से यह दर्ज करें: { $what }।
refusal-approvals-unfit = प्रत्येक अनुमोदन में पद, बीता हुआ दिनांक और नोटशीट का स्कैन दें; अभिमत में उसका प्रकार भी। स्कैन { -note } के PDF से अलग हो।

refused-act-route = कागज की अंतिम तिथि
may-register-from-paper = कागज पर प्राप्त { -note } का पंजीयन
may-set-paper-route = कागज की अंतिम तिथि नियत करना
may-read-paper-register = कागज की पंजी पढ़ना
may-receive-from-paper = कागज पर प्राप्त { -note } की प्राप्ति दर्ज करना
may-give-copies = छपी प्रतियाँ देना
may-ask-copy = छपी प्रति मँगाना

# छपी प्रतियाँ
copies-title = छपी प्रति पाने वाले पद
copies-lead = इन पदों को बैठक के फोल्डर की छपी प्रति नियत तिथि तक मिल सकती है।
copies-none = अभी किसी पद को छपी प्रति नहीं दी जाती।
copies-until = कब तक
copies-allow-title = पंजी में दर्ज करें
copies-allow-hint = पहले से दर्ज पद की तिथि भी यहीं बदलती है; आगे बढ़ाने पर कारण आवश्यक है।
act-allow-copies = दर्ज करें
copies-asked-title = माँगी गई और दी गई प्रतियाँ
copies-asked-none = कोई छपी प्रति नहीं माँगी गई है।
copy-word = प्रति
copy-of-note = { -note }
copy-number = प्रति क्रमांक { $count }
copy-asked = माँगी गई
copy-given = दी गई
copy-returned = वापस प्राप्त
copy-refused = नहीं दी गई
copies-own-title = आपकी माँगी छपी प्रतियाँ
copy-refused-title = माँगी गई छपी प्रति नहीं दी गई
copy-refused-hint = माँगने वाले को दिखेगा और अभिलेख में रहेगा
act-refuse-copy = प्रति न दें
copy-print = छापने का पृष्ठ
act-give-copy = क्रमांक देकर प्रति दें
act-take-copy-back = वापस प्राप्त
copy-not-printed = यह प्रति अभी दी नहीं गई है, या वापस आ चुकी है; छापने के लिए कुछ नहीं है।
copy-for = { $post } के लिए
copy-print-hint = इस पृष्ठ को छापें। प्रत्येक पृष्ठ पर प्रति क्रमांक और प्राप्तकर्ता का पद रहेगा।
copy-all = कागज की पंजी पर वापस
field-copy-of = किसकी छपी प्रति
act-ask-copy = छपी प्रति मँगाएँ
does-ask-copy = प्रति क्रमांकित होगी, आपके पद के नाम से दी जाएगी और { -cabinet-section } को लौटानी होगी।
refusal-copies-ended = छपी प्रति { $until } तक ही दी जा सकती थी। दस्तावेज ई-कैबिनेट में पढ़ें।
refusal-copy-unfit = यह प्रति इस समय माँगी, दी या लौटाई नहीं जा सकती: वह पहले से माँगी जा चुकी है, या पृष्ठ पुराना है।
refused-act-copy = छपी प्रति
