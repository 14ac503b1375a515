# Words of approval in anticipation of the council's.

nav-urgent-approvals = प्रत्याशा में अनुमोदन
urgent-approvals-lead = मुख्यमंत्री द्वारा { -council } के अनुमोदन की प्रत्याशा में अनुमोदित प्रकरणों की पंजी।
urgent-approvals-empty = कोई प्रकरण नहीं
urgent-approvals-empty-text = अब तक किसी प्रकरण में प्रत्याशा में अनुमोदन नहीं दिया गया है।
urgent-open-title = { -ex-post-facto-approval } शेष
urgent-open-none = सभी प्रकरणों में { -council } से { -ex-post-facto-approval } प्राप्त है।
urgent-open-more = { $count ->
    [one] पंजी में एक प्रकरण और है।
   *[other] पंजी में { $count } प्रकरण और हैं।
}
urgent-settled-title = { -ex-post-facto-approval } प्राप्त
urgency-title = प्रत्याशा में अनुमोदन
urgency-asked = अनुमोदन अपेक्षित
urgency-refused = मान्य नहीं
urgency-given = कब अनुमोदित
urgency-version = किस संस्करण पर
urgency-version-changed = संस्करण { $seen } पर अनुमोदित; अब संस्करण { $number } है
urgency-rule = किस नियम के अंतर्गत
urgency-order = जारी आदेश
urgency-due = { -council } में कब तक
urgent-order-missing = आदेश अभी दर्ज नहीं
urgent-order-number-hint = जैसा आदेश पर लिखा है; आदेश में उक्त नियम का उल्लेख हो
ratification-owed = { -council } में प्रस्तुत होना शेष
ratification-overdue = समय-सीमा बीत चुकी; { -council } में प्रस्तुत नहीं
ratification-before-council = { -council } के समक्ष
ratification-ratified = { -ex-post-facto-approval } प्राप्त
ratification-not-ratified = { -ex-post-facto-approval } प्राप्त नहीं
ratification-item = { -ex-post-facto-approval } हेतु
field-urgency = तात्कालिकता का कारण
urgency-hint = बैठक की प्रतीक्षा क्यों नहीं की जा सकती
field-delay = समय पर प्रस्तुत न हो पाने का कारण
delay-hint = प्रकरण सामान्य रीति से पहले क्यों नहीं आ सका
act-request-urgent-approval = प्रत्याशा में अनुमोदन हेतु भेजें
does-request-urgent-approval =
    { -note.gender ->
        [masculine] प्रकरण मुख्य सचिव के माध्यम से मुख्यमंत्री को जाएगा। अनुमोदन मिलने पर आदेश जारी होगा और { -note } नियत दिनांक तक { -council } में प्रस्तुत करना होगा।
       *[feminine] प्रकरण मुख्य सचिव के माध्यम से मुख्यमंत्री को जाएगा। अनुमोदन मिलने पर आदेश जारी होगा और { -note } नियत दिनांक तक { -council } में प्रस्तुत करनी होगी।
    }
act-forward-urgent-request = मुख्यमंत्री को अग्रेषित करें
does-forward-urgent-request = तात्कालिकता की अनुशंसा के साथ प्रकरण मुख्यमंत्री के आदेशार्थ जाएगा।
act-approve-urgently = { -council } की प्रत्याशा में अनुमोदित करें
does-approve-urgently =
    { -note.gender ->
        [masculine] विभाग अभी आदेश जारी कर सकेगा। { -note } { -ex-post-facto-approval } हेतु { -council } के समक्ष रखा जाएगा; तब तक यह प्रकरण आपके पटल पर दिखता रहेगा।
       *[feminine] विभाग अभी आदेश जारी कर सकेगा। { -note } { -ex-post-facto-approval } हेतु { -council } के समक्ष रखी जाएगी; तब तक यह प्रकरण आपके पटल पर दिखता रहेगा।
    }
act-refuse-urgent-approval = प्रत्याशा में अनुमोदन न दें
does-refuse-urgent-approval =
    { -note.gender ->
        [masculine] { -note } विभाग को लौटेगा और सामान्य रीति से बैठक में आएगा।
       *[feminine] { -note } विभाग को लौटेगी और सामान्य रीति से बैठक में आएगी।
    }
act-record-urgent-order = जारी आदेश दर्ज करें
does-record-urgent-order =
    { -note.gender ->
        [masculine] आदेश का क्रमांक और दिनांक पंजी में आएँगे; इसके बाद { -note } { -ex-post-facto-approval } हेतु भेजा जा सकेगा।
       *[feminine] आदेश का क्रमांक और दिनांक पंजी में आएँगे; इसके बाद { -note } { -ex-post-facto-approval } हेतु भेजी जा सकेगी।
    }
stage-urgently-requested = प्रत्याशा में अनुमोदन हेतु मुख्य सचिव के पास
stage-urgently-forwarded = प्रत्याशा में अनुमोदन हेतु मुख्यमंत्री के पास
step-urgency-requested = प्रत्याशा में अनुमोदन हेतु प्रस्तुत
step-urgency-forwarded = मुख्य सचिव द्वारा मुख्यमंत्री को अग्रेषित
step-urgency-refused = प्रत्याशा में अनुमोदन मान्य नहीं
step-urgently-approved = प्रत्याशा में अनुमोदित
step-urgent-order-recorded = जारी आदेश दर्ज
