# Words of consultation, scrutiny and circulation.

# अंतर्विभागीय परामर्श: पृच्छा, शर्तें, स्मरण।
field-conditions = शर्तें
conditions-hint = केवल सशर्त सहमति में; प्रत्येक शर्त अलग पंक्ति में, ताकि प्रशासकीय विभाग प्रत्येक पर उत्तर दे सके
add-condition = शर्त जोड़ें
remove-condition = शर्त { "{" }n{ "}" } हटाएँ
condition-row = शर्त { $count }
condition-any = शर्त { "{" }n{ "}" }
field-condition = शर्त
view-clock-stopped = पृच्छा लंबित; समय-सीमा { $date } से रुकी है
query-answer = पृच्छा का उत्तर
query-of = किस विभाग की पृच्छा
field-query-answer = उत्तर
query-answer-hint = शब्दशः उसी विभाग को दिखेगा और अभिलेख में रहेगा
act-answer-query = पृच्छा का उत्तर दें
does-answer-query = उत्तर देते ही उस विभाग की समय-सीमा शेष दिनों के लिए पुनः प्रारंभ होगी।
# परामर्शदायी विभाग की अपनी नोटशीट।
view-sheet = अभिमत की नोटशीट
view-sheet-of = अभिमत की नोटशीट: { $department }
view-sheet-own = केवल आपके विभाग में दिखती है; विभाग के बाहर किसी को नहीं।
noting-marked = { $post } को अंकित
noting-called-back = अपने पास वापस लिया
view-lies-with = अभी { $post } के पास है
field-mark-to = किसे अंकित करें
field-noting = टीप
noting-hint = ऐच्छिक; नोटशीट पर क्रमांक सहित रहेगी, बदली नहीं जा सकेगी
act-mark-for-view = अंकित करें
act-call-back-for-view = अपने पास वापस लें
does-mark-for-view = जिसे अंकित करेंगे, उसे वही संस्करण दिखेगा जो आपके विभाग को भेजा गया है। अभिमत सचिव ही देंगे।
task-mark-for-view = अभिमत हेतु परीक्षण कर टीप लिखें
desk-view-lies = { $post } के पास परीक्षण में
reminder-written = लिखित स्मरण-पत्र
reminder-telephone = दूरभाष पर
reminders-title = स्मरण ({ $count })
remind-whom = किस विभाग को
field-way = किस माध्यम से
field-whom = किससे बात हुई
whom-hint = दूरभाष पर स्मरण हो तो पदनाम लिखें, जैसे: उप सचिव, वित्त
field-said = क्या लिखा या कहा गया
said-hint = ऐच्छिक
act-remind = स्मरण कराएँ
does-remind = स्मरण अभिलेख में दर्ज होगा: किसे, कब, किसके द्वारा।
field-taken-in = { -note } में सम्मिलित किया गया या नहीं
reply-taken-in = सम्मिलित
reply-not-taken-in = असम्मिलित
field-reply-reason = उत्तर; असम्मिलित हो तो कारण आवश्यक
act-reply-to-views = अभिमत पर विभाग का उत्तर दें
does-reply-to-views = उत्तर अभिमत के साथ ही दिखेगा। सचिव के अनुमोदन तक बदला जा सकता है।
does-reply-on-receipt = उत्तर अभिमत के साथ ही दिखेगा। सभी उत्तर दर्ज होने पर ही { -cabinet-section } में परीक्षण पूर्ण होगा।
step-query-answered = पृच्छा का उत्तर दिया गया
step-reminder-recorded = स्मरण कराया गया
step-views-replied = अभिमत पर उत्तर दिया गया

# परीक्षण, और जो अभिलेख पर होना आवश्यक है।
preconditions-title = अभिलेख पर आवश्यक आदेश एवं अनुशंसाएँ
precondition-missing = अभी दर्ज नहीं
precondition-recorded = दर्ज है; पुनः दर्ज किया जा सकता है
field-precondition = क्या दर्ज करना है
field-order-number = आदेश या कार्यवृत्त का क्रमांक
order-number-hint = जैसा आदेश पर लिखा है
field-order-date = आदेश का दिनांक
order-date-hint = दिन, माह और वर्ष अंकों में, जैसे 5 1 2026
field-precondition-text = आदेश में क्या है
precondition-text-hint = ऐच्छिक; एक-दो वाक्य में
act-record-precondition = अभिलेख पर लाएँ
does-record-precondition = क्रमांक, दिनांक और दर्ज करने वाले का पद अभिलेख में रहेगा।
step-precondition-recorded = आवश्यक आदेश अभिलेख पर लाया गया
field-checked = जाँच-सूची: प्रत्येक बिन्दु देखकर चिह्न लगाएँ
field-deficiency = जाँच-सूची के किन बिन्दुओं पर कमी है
wanting-title = जाँच-सूची के इन बिन्दुओं पर कमी पाई गई:

# परिचालन द्वारा निर्णय।
stage-declined = मुख्यमंत्री द्वारा अमान्य
stage-circulation-ordered = परिचालन का आदेश
stage-circulating = परिचालन में
stage-circulation-closed = परिचालन पूर्ण: मुख्यमंत्री के आदेश हेतु
stage-circulation-approved = परिचालन द्वारा अनुमोदित
way-circulation = परिचालन
declined-because = अमान्य करने का कारण
act-decline = अमान्य करें
does-decline =
    { -note.gender ->
        [masculine] { -note } { -council } के समक्ष नहीं रखा जाएगा और उसकी कार्यवाही यहीं समाप्त होगी।
       *[feminine] { -note } { -council } के समक्ष नहीं रखी जाएगी और उसकी कार्यवाही यहीं समाप्त होगी।
    }
step-proposal-declined = मुख्यमंत्री द्वारा अमान्य
act-order-for-circulation = परिचालन द्वारा निर्णय का आदेश दें
does-order-for-circulation =
    { -note.gender ->
        [masculine] { -note } बैठक के बिना मंत्रियों को भेजा जाएगा; वे नियत दिनांक तक मत देंगे।
       *[feminine] { -note } बैठक के बिना मंत्रियों को भेजी जाएगी; वे नियत दिनांक तक मत देंगे।
    }
field-last-day = मत देने का अंतिम दिनांक
last-day-hint = उस दिन शाम 6 बजे तक; दिन, माह और वर्ष अंकों में, जैसे 5 1 2026
silence-choice = अंतिम दिनांक तक मत न आए तो सहमति मानी जाए
circulation-title = परिचालन
circulation-until = सदस्यों का मत { $until } तक अपेक्षित है।
silence-agrees = मत न आने पर सहमति मानी जाएगी।
circulation-tally = सहमत { $agrees } · असहमत { $disagrees } · चर्चा चाहते हैं { $discussion } · मत प्राप्त नहीं { $silent }
members-of-council = { -council } के { $count } सदस्य
silence-says-nothing = मत न आने का अर्थ सहमति नहीं है।
step-circulation-ordered = परिचालन का आदेश
act-send-circulation = मंत्रियों को परिचालित करें
does-send-circulation = मुख्यमंत्री को छोड़कर { -council } के सभी सदस्यों को यही संस्करण जाएगा।
step-circulation-sent = मंत्रियों को परिचालित
field-position = आपका मत
position-agrees = सहमत
position-disagrees = असहमत
position-wants-discussion = बैठक में चर्चा चाहते हैं
position-silent = मत प्राप्त नहीं
field-position-text = टिप्पणी
position-text-hint = असहमत हों तो कारण आवश्यक
act-answer-circulation = मत दें
act-change-answer = मत बदलें
does-answer-circulation = मत परिचालन समाप्त होने तक बदला जा सकता है।
step-circulation-answered = सदस्य का मत प्राप्त
act-close-circulation = परिचालन समाप्त करें
does-close-circulation =
    { -note.gender ->
        [masculine] सभी मत आने पर, या अंतिम दिनांक बीतने पर ही समाप्त होगा; फिर { -note } मुख्यमंत्री को जाएगा।
       *[feminine] सभी मत आने पर, या अंतिम दिनांक बीतने पर ही समाप्त होगा; फिर { -note } मुख्यमंत्री को जाएगी।
    }
step-circulation-closed = परिचालन समाप्त
act-approve-by-circulation = परिचालन के आधार पर अनुमोदित करें
approval-remark-hint = किसी सदस्य ने असहमति दी हो या चर्चा चाही हो तो कारण आवश्यक; अन्यथा ऐच्छिक
does-approve-by-circulation = निर्णय अगली बैठक में अभिलेख हेतु रखा जाएगा।
step-circulation-approved = परिचालन द्वारा अनुमोदित
