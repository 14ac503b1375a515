# Words of the proposals' pages.

note-word = { -note }
proposals-lead = वे { -notes } जो आप देख सकते हैं; नवीनतम पहले।
proposals-empty = कोई { -note } नहीं
proposals-empty-text =
    { -note.gender ->
        [masculine] आपके पद से देखा जा सकने वाला कोई { -note } अभी नहीं है।
       *[feminine] आपके पद से देखी जा सकने वाली कोई { -note } अभी नहीं है।
    }
column-stage = स्थिति
column-since = दिनांक से
since-date = { $date } से

field-number = { -file } क्रमांक
number-hint = जैसा { -file } पर लिखा है, जैसे: { -file-number-example }
field-subject = विषय
subject-hint = एक वाक्य में, 300 अक्षर तक
field-subject-en = विषय (अंग्रेजी में, ऐच्छिक)
field-schedule = अनुसूची का संदर्भ
field-classification = गोपनीयता श्रेणी
field-concern = प्रस्ताव में सम्मिलित है
field-varies = क्या इससे { -council } के किसी पूर्व निर्णय में परिवर्तन होता है?
field-varied = किस निर्णय में
varied-hint = परिवर्तन होता हो तो निर्णय का क्रमांक और दिनांक, जैसे: बैठक दिनांक 12/03/2019, विषय क्रमांक 4
varied-title = पूर्व निर्णय में परिवर्तन:
varied-none = किसी पूर्व निर्णय में परिवर्तन नहीं
compare-earlier-decision = पूर्व निर्णय में परिवर्तन
varies-yes = हाँ, परिवर्तन होता है
varies-no = नहीं
milestones-title = क्रियान्वयन अनुसूची
milestones-hint = निर्णय के बाद क्या, और कितने दिन के भीतर किया जाएगा; पालन प्रतिवेदन इसी के अनुसार माँगा जाएगा
milestone-what-any = कार्य, पंक्ति { "{" }n{ "}" }
milestone-what-column = कार्य
milestone-days-column = निर्णय से दिन
milestone-what-row = कार्य, पंक्ति { $count }
milestone-days-any = निर्णय से दिन, पंक्ति { "{" }n{ "}" }
milestone-days-row = निर्णय से दिन, पंक्ति { $count }
milestone-within = निर्णय से { $count } दिन के भीतर
add-milestone = कार्य जोड़ें
remove-milestone = पंक्ति { "{" }n{ "}" } हटाएँ
field-milestones = क्रियान्वयन अनुसूची
field-crore = राशि (करोड़ रुपये)
crore-hint = अंकों में, जैसे 2,335.75; निरंक हो तो खाली छोड़ें
field-amount-kind = राशि का प्रकार
amount-kind-hint = राशि किस अवधि की है
field-head = लेखा शीर्ष
head-hint = जैसे 2801-80-101
field-years = वर्षवार राशि (करोड़ रुपये)
field-points = निर्णयार्थ बिन्दु
field-section = { -note } का भाग
field-remark = नोटशीट पर टीप
remark-hint = ऐच्छिक; प्रस्तुत होने के बाद बदली नहीं जा सकती
field-reason = कारण
reason-hint = आवश्यक; नोटशीट पर अंकित होगा
field-text = अभिमत
text-hint = शब्दशः; { -note } में इसी रूप में रहेगा
field-title = दस्तावेज का शीर्षक
field-file = दस्तावेज
file-hint = अभी केवल PDF, 64 MB तक
file-choose = दस्तावेज चुनें
file-none = अभी कोई दस्तावेज नहीं चुना गया
file-chosen = दस्तावेज चुना गया
field-place = स्थान
field-day = दिन
field-month = माह
field-year = वर्ष
field-hour = घंटा
field-minute = मिनट
field-answer = अभिमत का प्रकार
field-department = परामर्शदायी विभाग
field-post = पद
field-recipient = फोल्डर के प्राप्तकर्ता
field-chair = अध्यक्ष
field-present = उपस्थित
field-outcome = निर्णय
field-minutes = कार्यवाही विवरण

start-lead = { -file } क्रमांक और विषय दें; { -note } का प्रारूप आगे बनेगा।
start-button = प्रारूप प्रारंभ करें
leave = छोड़ें
errors-title = इन्हें ठीक करें
not-done = यह कार्यवाही नहीं हुई
choose = चुनें

stage-draft = प्रारूप
stage-sent-back = प्रारूप · सुधार हेतु वापस
stage-in-department = विभाग में विचाराधीन
stage-consulting = अभिमत हेतु
stage-consultation-closed = अभिमत पूर्ण
stage-secretary-approved = सचिव द्वारा अनुमोदित
stage-minister-approved = मंत्री द्वारा अनुमोदित
stage-submitted = { -cabinet-section } में
stage-returned = कमी पूर्ति हेतु वापस
stage-scrutinised = मुख्य सचिव के पास
stage-cleared = मुख्यमंत्री के आदेश हेतु
stage-ordered = बैठक में रखने का आदेश
stage-listed = कार्यसूची में
stage-decided = निर्णीत
stage-withdrawn-before-receipt = वापस लिया गया
stage-withdrawn-after-receipt = वापस लिया गया
stage-erased = प्रारूप मिटाया गया

way-title = { -note } के चरण
way-draft = प्रारूप
way-views = अभिमत
way-secretary = सचिव
way-minister = { -minister-in-charge }
way-section = { -cabinet-section }
way-chief-secretary = मुख्य सचिव
way-chief-minister = मुख्यमंत्री का आदेश
way-meeting = बैठक

step-proposal-started = { -note } प्रारंभ
step-draft-erased = प्रारूप मिटाया गया
step-note-put-up = प्रस्तुत
step-views-asked = अभिमत हेतु प्रेषित
step-view-given = अभिमत प्राप्त
step-query-asked = पृच्छा प्राप्त
step-consultation-closed = परामर्श समाप्त
step-secretary-approved = सचिव द्वारा अनुमोदित
step-minister-approved = { -minister-in-charge } द्वारा अनुमोदित
step-note-submitted = { -cabinet-section } को प्रेषित
step-note-returned = वापस
step-note-withdrawn = वापस लिया गया
step-note-scrutinised = परीक्षित
step-note-cleared = मुख्यमंत्री को अग्रेषित
step-meeting-ordered = बैठक में रखने का आदेश
step-item-listed = कार्यसूची में लिया गया
step-item-removed = कार्यसूची से हटाया गया
step-item-decided = निर्णीत
step-item-deferred = आस्थगित
step-item-returned = { -council } द्वारा पुनः परीक्षण हेतु वापस
step-item-withdrawn = { -council } के समक्ष वापस लिया गया
step-extract-issued = निर्णय का उद्धरण जारी
step-extract-acknowledged = उद्धरण की पावती

amount-kind-one-time = एकमुश्त
amount-kind-recurring-yearly = आवर्ती प्रतिवर्ष
amount-kind-whole-period = पूर्ण अवधि
concern-money = वित्तीय भार
concern-law = विधिक प्रश्न
concern-posts = पद सृजन
answer-concurs = सहमति
answer-concurs-with-conditions = सशर्त सहमति
answer-does-not-concur = असहमति
answer-no-view-needed = अभिमत आवश्यक नहीं
answer-query = पृच्छा

version = संस्करण { $count }
edit-draft = संपादित करें
note-not-yet =
    { -note.gender ->
        [masculine] { -note } अभी प्रस्तुत नहीं हुआ है।
       *[feminine] { -note } अभी प्रस्तुत नहीं हुई है।
    }
cost-title = वित्तीय भार
view-of = { $department } का अभिमत
view-on-version = संस्करण { $count } पर दिया गया
view-on-file = मूल { -file } पर
view-asked-on = { $date } को भेजा गया
view-not-received = प्राप्त नहीं; { $date } को भेजा गया था
view-compulsory = अभिमत आवश्यक
papers-title = परिशिष्ट एवं दस्तावेज
papers-none = अभी कोई दस्तावेज नहीं लगा है।
pages = { $count } पृष्ठ
page-of = पृष्ठ { $count }, कुल { $most }
list-pages = सूची के पृष्ठ
previous-page = ‹ पिछला
next-page = अगला ›
back-to-proposal = { -note } पर वापस जाएँ
paper-attach = दस्तावेज लगाएँ
paper-remove = हटाएँ
note-sheet = नोटशीट
note-sheet-empty = अभी कोई टीप नहीं है।
with-whom = किसके पास, कब से
listings-title = बैठक
movements-title = { -file } संचलन पंजी
returned-because = वापस करने का कारण
withdrawn-because = वापस लेने का कारण
go-to-draft = प्रारूप पूर्ण कर प्रस्तुत करें

draft-title = { -note } का प्रारूप
draft-save = प्रारूप सुरक्षित करें
draft-saving = सुरक्षित हो रहा है…
draft-saved = { "{" }time{ "}" } पर सुरक्षित
draft-unsaved = अभी सुरक्षित नहीं
draft-offline = सुरक्षित नहीं हुआ: नेटवर्क नहीं है। प्रयास जारी है।
draft-refused = सुरक्षित नहीं हुआ: पाठ स्वीकार नहीं हुआ। «प्रारूप सुरक्षित करें» दबाकर कारण देखें।
draft-conflict = किसी अन्य ने इसे बदल दिया है। आपका पाठ सुरक्षित नहीं हुआ; «प्रारूप सुरक्षित करें» दबाने पर दोनों पाठ दिखेंगे।
draft-conflict-link = नया पाठ देखें
draft-not-open = यह प्रारूप इस बीच प्रस्तुत किया जा चुका है। आपका लिखा हुआ नीचे है; वह दर्ज नहीं हुआ।
draft-ready-title = प्रस्तुत करने से पहले
draft-complete = सभी आवश्यक भाग पूर्ण हैं।
draft-incomplete = सुरक्षित प्रारूप में ये कमियाँ हैं:
draft-save-first = प्रारूप इसी पृष्ठ के पाठ के साथ प्रस्तुत होगा; अलग से सुरक्षित करना आवश्यक नहीं।
draft-cautions = इन पर ध्यान दें; इनसे प्रस्तुति नहीं रुकेगी:
copy-title = पूर्व { -note } से प्रारंभ
copy-from = किस { -note } से
copy-hint = विषय को छोड़कर सभी भाग, राशि और बिन्दु इस प्रारूप में आएँगे; दस्तावेज और अभिमत नहीं। प्रारूप में कुछ लिखा जा चुका हो तो प्रतिलिपि नहीं होगी।
copy-note = प्रतिलिपि लें
copy-written =
    { -note.gender ->
        [masculine] इस प्रारूप में कुछ लिखा जा चुका है। उसके ऊपर दूसरे { -note } की प्रतिलिपि नहीं होती; आपका लिखा हुआ सुरक्षित है।
       *[feminine] इस प्रारूप में कुछ लिखा जा चुका है। उसके ऊपर दूसरी { -note } की प्रतिलिपि नहीं होती; आपका लिखा हुआ सुरक्षित है।
    }
copy-none =
    { -note.gender ->
        [masculine] ऐसा कोई { -note } नहीं मिला; सूची से चुनें। प्रारूप नहीं बदला।
       *[feminine] ऐसी कोई { -note } नहीं मिली; सूची से चुनें। प्रारूप नहीं बदला।
    }
put-up = प्रस्तुत करें
points-hint = प्रत्येक बिन्दु पर अलग निर्णय होगा; वाक्य «… का अनुमोदन» या «… की स्वीकृति» पर समाप्त हो
add-point = बिन्दु जोड़ें
remove-point = बिन्दु { "{" }n{ "}" } हटाएँ
point-row = बिन्दु { $count }
point-any = बिन्दु { "{" }n{ "}" }
add-year = वर्ष जोड़ें
remove-year = पंक्ति { "{" }n{ "}" } हटाएँ
year-label-column = वर्ष
year-crore-column = राशि (करोड़ रुपये)
year-label-row = वर्ष, पंक्ति { $count }
year-label-any = वर्ष, पंक्ति { "{" }n{ "}" }
year-crore-row = राशि करोड़ रुपये में, पंक्ति { $count }
year-crore-any = राशि करोड़ रुपये में, पंक्ति { "{" }n{ "}" }

conflict-title = इस प्रारूप को किसी अन्य ने बदल दिया है
conflict-lead = आपका पाठ सुरक्षित नहीं हुआ है, और उनका पाठ बदला नहीं गया है। जहाँ अंतर है, दोनों नीचे हैं।
conflict-yours = आपका पाठ
conflict-theirs = सुरक्षित पाठ
conflict-choice = सुरक्षित पाठ खोलकर उसमें अपनी बात जोड़ें, या सोच-समझकर अपना पूरा पाठ उसके स्थान पर रखें।
conflict-keep-theirs = सुरक्षित पाठ खोलें
conflict-put-mine = अपना पाठ उसके स्थान पर रखें
conflict-form-alone = शब्द समान हैं; केवल उनका स्वरूप (सूची, तालिका, मोटे या रेखांकित शब्द) भिन्न है।

prose-table = तालिका
prose-tools = पाठ का स्वरूप
prose-strong = मोटे अक्षर
prose-underline = रेखांकित
prose-bullets = बिन्दुवार सूची
prose-numbers = क्रमांकित सूची
prose-deeper = उप-सूची में रखें
prose-shallower = सूची से बाहर लाएँ
prose-table-insert = तालिका बनाएँ
prose-row-add = पंक्ति जोड़ें
prose-row-remove = पंक्ति हटाएँ
prose-column-add = स्तंभ जोड़ें
prose-column-remove = स्तंभ हटाएँ
prose-table-remove = तालिका हटाएँ
prose-undo = पूर्ववत् करें
prose-redo = पुनः करें
prose-keys = Tab से अगले स्थान पर जाएँ। तालिका में Tab अगले खाने में ले जाता है; तालिका से निकलने के लिए पहले Escape, फिर Tab दबाएँ। Alt+F10 से स्वरूप के बटनों पर जाएँ।
prose-kept = इस भाग में सूची, तालिका अथवा मोटे या रेखांकित शब्द हैं। इस ब्राउजर में वे यहाँ बदले नहीं जा सकते; प्रारूप सुरक्षित करने पर यह भाग यथावत् रहेगा।
prose-make-plain = सादे पाठ में बदलें
prose-make-plain-hint = प्रारूप सुरक्षित करने पर सभी शब्द रहेंगे, पर सूची और तालिका सादी पंक्तियाँ बन जाएँगी तथा मोटे और रेखांकित शब्द सामान्य हो जाएँगे।

compare-title = संस्करणों की तुलना
compare-go = संस्करणों की तुलना
compare-from = पूर्व संस्करण
compare-to = बाद का संस्करण
compare-button = तुलना करें
compare-how = तुलना का रूप
compare-merged = एक पाठ में
compare-side = आमने-सामने
compare-same = मूल पाठ यथावत्
compare-all-same = संस्करण { $from } और संस्करण { $to } का पाठ और दस्तावेज एक ही हैं।
compare-changed = संस्करण { $from } से संस्करण { $to } तक { $count ->
    [one] 1 भाग
   *[other] { $count } भागों
} में परिवर्तन; शेष यथावत्।
compare-subject-en = विषय (अंग्रेजी में)
compare-years = वर्षवार राशि
compare-amount = राशि
compare-removed = हटाया गया:
compare-added = जोड़ा गया:
compare-run-end = (समाप्त)
compare-empty = इस संस्करण में नहीं है
compare-row-new = जोड़ा गया
compare-row-gone = हटाया गया
compare-point-was = पूर्व में बिन्दु { $count }
compare-point-moved = स्थान बदला: पूर्व में बिन्दु { $count }
compare-choose-two = तुलना के लिए दो अलग-अलग संस्करण चुनें।
compare-only-one = इस { -note } का एक ही संस्करण आपके लिए उपलब्ध है; तुलना के लिए दो संस्करण चाहिए।
compare-what-changed = क्या बदला
view-other-version = { $department } ने संस्करण { $seen } देखा; आप संस्करण { $read } पढ़ रहे हैं।
view-text-changed = अभिमत के बाद पाठ बदला · { $date }
view-text-same = दोनों संस्करणों का पाठ एक ही है

act-send-for-views = अभिमत हेतु भेजें
does-send-for-views = वर्तमान संस्करण चुने हुए विभागों को जाएगा और समय-सीमा प्रारंभ होगी।
act-give-view = अभिमत दें
does-give-view = अभिमत प्रशासकीय विभाग को जाएगा और बदला नहीं जा सकेगा। पृच्छा के बाद अभिमत देना शेष रहेगा।
act-close-consultation = परामर्श समाप्त करें
does-close-consultation = परामर्श सभी अभिमत प्राप्त होने पर, या समय-सीमा बीतने पर ही समाप्त होगा। जो प्राप्त नहीं हुआ, वह «प्राप्त नहीं» अंकित होगा।
act-approve-as-secretary = अनुमोदित कर मंत्री को प्रस्तुत करें
does-approve-as-secretary = यह संस्करण आपके अनुमोदन से { -minister-in-charge } को जाएगा।
act-approve-as-minister = अनुमोदन करें
does-approve-as-minister = यह संस्करण आपके अनुमोदन से सचिव को जाएगा, जो इसे { -cabinet-section } को भेजेंगे।
act-submit = { -cabinet-section } को भेजें
does-submit = प्राप्ति का समय अंकित होगा; इसके बाद { -note } { -council } का अभिलेख है।
act-return-proposal = वापस करें
does-return-proposal =
    { -note.gender ->
        [masculine] { -note } कारण सहित अनुभाग को लौटेगा।
       *[feminine] { -note } कारण सहित अनुभाग को लौटेगी।
    }
act-withdraw = { -note } वापस लें
does-withdraw = { -note } की कार्यवाही यहीं समाप्त होगी। यह पूर्ववत् नहीं किया जा सकता।
act-scrutinise = परीक्षित: मुख्य सचिव को प्रस्तुत करें
does-scrutinise =
    { -note.gender ->
        [masculine] परीक्षण में { -note } पूर्ण पाया गया है; यह मुख्य सचिव को जाएगा।
       *[feminine] परीक्षण में { -note } पूर्ण पाई गई है; यह मुख्य सचिव को जाएगी।
    }
act-clear = मुख्यमंत्री को अग्रेषित करें
does-clear =
    { -note.gender ->
        [masculine] { -note } मुख्यमंत्री के आदेश हेतु जाएगा।
       *[feminine] { -note } मुख्यमंत्री के आदेश हेतु जाएगी।
    }
act-order-for-meeting = बैठक में रखने का आदेश दें
does-order-for-meeting =
    { -note.gender ->
        [masculine] { -note } { -council } की बैठक की कार्यसूची में लिया जा सकेगा।
       *[feminine] { -note } { -council } की बैठक की कार्यसूची में ली जा सकेगी।
    }
paper-save-first = पहले प्रारूप सुरक्षित करें: दस्तावेज लगाने या हटाने पर यह पृष्ठ फिर से खुलता है और असुरक्षित पाठ नहीं रहता।
paper-saves-along = दस्तावेज लगाने या हटाने से पहले इस पृष्ठ पर लिखा सब कुछ सुरक्षित हो जाता है।

erase-go = प्रारूप मिटाएँ…
erase-title = प्रारूप मिटाएँ?
erase-goes = प्रारूप का पाठ, विषय और साथ रखे गए दस्तावेज सदा के लिए मिट जाएँगे।
erase-stays = { -file } क्रमांक, तिथियाँ, दस्तावेजों के शीर्षक और यह कि प्रारूप किसने कब मिटाया, अभिलेख में रहेंगे।
erase-final = यह पूर्ववत् नहीं किया जा सकता।
erase-button = सदा के लिए मिटाएँ
erase-keep = प्रारूप रहने दें
subject-erased = मिटाया गया प्रारूप
note-erased = यह प्रारूप प्रस्तुत होने से पहले मिटा दिया गया।
erasure-owed = डिस्क से मिटाने का कार्य अभी शेष है; वह अपने-आप पूरा होगा।

# टाइपिंग: लेआउट, और कृतिदेव से यूनिकोड
typing-keyboard = कीबोर्ड
typing-system = प्रणाली का कीबोर्ड
typing-remington = रेमिंगटन गेल
typing-inscript = इनस्क्रिप्ट
typing-phonetic = फोनेटिक (रोमन)
typing-shortcut = से बदलें
typing-now = कीबोर्ड: { "{" }name{ "}" }
typing-remington-hint = टाइपराइटर का क्रम: ि पहले, र् बाद में
typing-phonetic-hint = जैसा बोलें, वैसा रोमन में लिखें
typing-found = यह पाठ कृतिदेव में टाइप किया हुआ लगता है। यूनिकोड में यह ऐसा होगा:
typing-unknown = न पहचाने गए चिह्न: { "{" }n{ "}" }; वे जैसे थे वैसे ही रहेंगे।
typing-convert = बदलकर रखें
typing-keep = जैसा है वैसा रखें
typing-done = पाठ यूनिकोड में बदल दिया गया। पूर्ववत् करने पर वह पहले जैसा हो जाएगा।
typing-moved = चिपकाया गया पाठ इस बीच बदल चुका है, इसलिए कुछ नहीं बदला गया।
kruti-looks = इनका पाठ कृतिदेव में टाइप किया हुआ लगता है:
kruti-convert = यूनिकोड में बदलकर देखें
kruti-converted = नीचे का पाठ यूनिकोड में बदला गया है; अभी सुरक्षित नहीं
kruti-converted-hint = पढ़कर जाँच लें, फिर प्रारूप सुरक्षित करें।
kruti-as-saved = बिना बदले सुरक्षित प्रारूप पर लौटें
kruti-before = पहले का पाठ:
kruti-none = इस पृष्ठ पर कृतिदेव में टाइप किया हुआ कोई पाठ नहीं मिला।
kruti-unknown = { $count ->
    [one] { $count } चिह्न पहचाना नहीं गया
   *[other] { $count } चिह्न पहचाने नहीं गए
}
