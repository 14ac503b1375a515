# Refusals and failures: one plain sentence each.

failure-number = सहायता के लिए हेल्प डेस्क को यह संदर्भ क्रमांक बताएँ:
failure-unknown = यह पृष्ठ नहीं मिला
failure-unknown-text = या तो यह उपलब्ध नहीं है, या यह कार्यवाही इस समय आपके पद से नहीं हो सकती।
failure-not-signed-in = आपका सत्र समाप्त हो गया है
failure-not-signed-in-text = कुछ दर्ज नहीं हुआ। पुनः प्रवेश कर यह कार्यवाही फिर करें।
failure-foreign-form = यह प्रपत्र स्वीकार नहीं हुआ
failure-foreign-form-text = यह प्रपत्र आपके वर्तमान सत्र के पृष्ठ से नहीं आया है। पृष्ठ दोबारा खोलकर भेजें।
failure-foreign-site = दूसरी वेबसाइट से यह पृष्ठ नहीं खुलता
failure-foreign-site-text = यह पृष्ठ किसी दूसरी वेबसाइट से माँगा गया है। ई-कैबिनेट सीधे खोलकर वहीं से पृष्ठ पर जाएँ।
failure-bad-form = प्रपत्र पढ़ा नहीं जा सका
failure-bad-form-text = प्रपत्र पढ़ा नहीं जा सका।
failure-too-large = सामग्री बहुत बड़ी है
failure-too-large-text = भेजी गई सामग्री सीमा से बड़ी है। कुछ दर्ज नहीं हुआ।
failure-other-content = यह कार्यवाही पहले ही भिन्न सामग्री के साथ भेजी जा चुकी है
failure-other-content-text = पहले भेजी गई सामग्री दर्ज है और वही मान्य है। आपकी नई सामग्री नीचे है; पृष्ठ दोबारा खोलकर नई कार्यवाही के रूप में भेजें।
failure-stale = यह पृष्ठ बहुत पुराना है
failure-stale-text = कुछ दर्ज नहीं हुआ। मेज या सूची से यही पृष्ठ फिर से खोलकर कार्यवाही करें।
failure-not-recorded = कार्यवाही दर्ज नहीं हो सकी
failure-not-recorded-text = अभिलेख में लिखा नहीं जा सका; कुछ भी लागू नहीं हुआ। कुछ देर बाद इसी पृष्ठ से पुनः भेजें।
failure-refused = यह कार्यवाही नहीं हुई
failure-refused-text = यह कार्यवाही नहीं हुई।
failure-wrong-method = यह पता इस प्रकार नहीं खुलता
failure-wrong-method-text = पृष्ठ को मेरी मेज से खोलें।
failure-internal = त्रुटि हुई
failure-internal-text = यह पृष्ठ इस समय नहीं दिखाया जा सका। कुछ देर बाद पुनः प्रयास करें।
failure-paper = यह दस्तावेज स्वीकार नहीं हुआ

form-malformed = प्रपत्र की सामग्री पढ़ी नहीं जा सकी।
form-unknown-field = प्रपत्र में अनजान जानकारी है: { $field }
form-missing-field = { $field }: यह जानकारी नहीं आई।
form-repeated-field = { $field }: यह एक ही बार दी जा सकती है।
form-bad-choice = { $field }: दिए गए विकल्पों में से चुनें।
form-bad-characters = { $field }: इसमें ऐसे अक्षर हैं जो अभिलेख में नहीं रखे जा सकते।
form-too-long = { $field }: पाठ सीमा से लंबा है।
form-prose-unreadable = { $field }: सूची या तालिका वाला यह पाठ पढ़ा नहीं जा सका।
form-prose-too-deep = { $field }: एक सूची के भीतर अधिकतम { $count } स्तर की सूची हो सकती है।
form-prose-rows = { $field }: एक तालिका में अधिकतम { $count } पंक्तियाँ हो सकती हैं।
form-prose-columns = { $field }: एक तालिका में अधिकतम { $count } स्तंभ हो सकते हैं।
form-prose-items = { $field }: एक सूची में अधिकतम { $count } बिन्दु हो सकते हैं।
form-prose-blocks = { $field }: एक भाग में अधिकतम { $count } अनुच्छेद, खाने और सूची-बिन्दु हो सकते हैं।

refusal-moved-on = यह पृष्ठ खुलने के बाद स्थिति बदल चुकी है ({ $since })। नई स्थिति देखकर आगे बढ़ें। आपकी कार्यवाही लागू नहीं हुई।
refusal-reason-missing = कारण लिखें।
refusal-text-missing = पाठ लिखें।
refusal-too-long = { $field }: अधिकतम { $count } अक्षर।
refusal-field-missing = { $field } लिखें।
refusal-not-consulted = इन विभागों का अभिमत आवश्यक है: { $departments }।
refusal-departments-unfit = परामर्शदायी विभाग चुनें; अपना विभाग नहीं चुना जा सकता।
refusal-views-outstanding = इन विभागों का अभिमत शेष है: { $departments }। समय { $until } तक है।
refusal-queries-unanswered = इन विभागों की पृच्छा का उत्तर पहले दें: { $departments }।
refusal-query-open = आपके विभाग की पृच्छा का उत्तर अभी शेष है। उत्तर की प्रतीक्षा करें, या अभिमत दे दें।
refusal-no-query = इस विभाग की कोई पृच्छा लंबित नहीं है।
refusal-conditions-unfit = सशर्त सहमति में कम से कम एक शर्त लिखें, अधिकतम { $count }; अन्य अभिमत में शर्त नहीं होती।
refusal-views-unreplied = पहले इन विभागों के अभिमत पर उत्तर दें (सम्मिलित या असम्मिलित): { $departments }।
refusal-view-words-unfit = { $department } का अभिमत मूल { -file } से शब्दशः लिखें: सशर्त सहमति में प्रत्येक शर्त अलग, अधिकतम { $count }; अन्य अभिमत में शब्द आवश्यक हैं और शर्त नहीं होती।
refusal-replies-unfit = कम से कम एक उत्तर चुनें; अभिमत बदल गया हो तो पृष्ठ फिर खोलें।
refusal-precondition-missing = अभिलेख पर लाएँ: { $what }।
refusal-precondition-unfit = यह इस { -note } के लिए अभी आवश्यक नहीं है।
refusal-date-unfit = दिनांक ठीक नहीं है, या अभी आया नहीं है।
refusal-order-before-approval = आदेश का दिनांक प्रत्याशा में अनुमोदन के दिनांक ({ $date }) से पहले का नहीं हो सकता।
refusal-checklist-incomplete = देखकर चिह्न लगाएँ: { $what }।
refusal-checklist-unfit = जाँच-सूची बदल गई है। पृष्ठ फिर खोलें।
refusal-last-day-unfit = अंतिम दिनांक आगे का हो, और { $count } दिन से अधिक दूर न हो।
refusal-desk-unfit = { -file } वहाँ नहीं जा सकती: अपने ही विभाग के किसी अन्य पदस्थ अधिकारी को चुनें।
refusal-heard-unfit = { $count ->
   *[other] दूरभाष पर प्राप्त आदेश { $count } दिन के भीतर ही दर्ज होता है। उसकी तिथि मुख्य सचिव द्वारा अग्रेषण से पहले की न हो, और समय आने वाला न हो।
  }
refusal-orders-provisional = इन विषयों पर दूरभाष पर दिए आदेश की पुष्टि पहले करें: { $items }
refusal-urgent-order-missing = पहले प्रत्याशा में अनुमोदन पर जारी आदेश का क्रमांक और दिनांक दर्ज करें।
refusal-circulation-open = इन सदस्यों का मत शेष है: { $members }। समय { $until } तक है।
refusal-silence-is-no-assent = इन सदस्यों का मत नहीं आया, और आदेश में मौन को सहमति नहीं माना गया था: { $members }। बैठक में रखने का आदेश दें।
refusal-not-measured = संस्करण की जाँच अभी चल रही है। कुछ क्षण बाद पुनः भेजें।
refusal-number-taken = यह { -file } क्रमांक इसी विभाग में पहले से दर्ज है।
refusal-id-taken = यह पहले ही दर्ज है।
refusal-too-many-papers = अधिकतम { $count } दस्तावेज लगाए जा सकते हैं।
refusal-begins-in-past = बैठक का समय बीत चुका है। आगे का दिनांक और समय दें।
refusal-agenda-empty = कार्यसूची में कोई विषय नहीं है।
refusal-not-listable =
    { -note.gender ->
        [masculine] यह { -note } कार्यसूची में नहीं लिया जा सकता: मुख्यमंत्री का आदेश नहीं है, या वह किसी कार्यसूची में है।
       *[feminine] यह { -note } कार्यसूची में नहीं ली जा सकती: मुख्यमंत्री का आदेश नहीं है, या वह किसी कार्यसूची में है।
    }
refusal-no-such-place = कार्यसूची में यह स्थान नहीं है।
refusal-posts-unfit = चुने गए पदों में कोई ऐसा है जो यहाँ नहीं हो सकता, या कोई पद नहीं चुना गया।
refusal-chair-unfit = अध्यक्ष मुख्यमंत्री या मंत्री हों और उपस्थित हों।
refusal-another-item-called = एक अन्य विषय { -council } के समक्ष है। पहले उसका निर्णय दर्ज करें।
refusal-points-unanswered = प्रत्येक बिन्दु पर एक निर्णय दें।
refusal-deferred-in-part = विषय पूरा ही आस्थगित, पुनः परीक्षण हेतु वापस या वापस लिया जाता है: सभी बिन्दुओं पर यही निर्णय हो, या किसी पर नहीं।
refusal-outcome-unfit = दिनांक बैठक के दिन या उसके बाद का हो, और समिति वह हो जो गठित है।
refusal-tasks-unfit = कार्रवाई निर्णय के किसी बिन्दु की हो, और अधिकतम { $count } कार्रवाइयाँ निर्धारित की जा सकती हैं।
refusal-due-day-unfit = समय-सीमा आज के और पहले निर्धारित दिनांक के बाद की हो, और आज से अधिकतम { $count } दिन आगे की।
refusal-replacement-unfit = ऐसा प्रकरण चुनें जिस पर निर्णय हो चुका हो और जो किसी पूर्व निर्णय को बदलता हो।
refusal-items-undecided = इन विषयों पर निर्णय दर्ज नहीं है: { $items }।
refusal-minutes-outdated = कार्यवाही विवरण लिखे जाने के बाद निर्णय बदले गए हैं। विवरण पुनः लिखा जाए।
refusal-rules = नियमों में त्रुटि: { $reason }
refusal-begun-already = अभिलेख प्रारंभ हो चुका है।

defect-subject-missing = विषय लिखें।
defect-schedule-unknown = अनुसूची का संदर्भ चुनें।
defect-classification-unknown = गोपनीयता श्रेणी चुनें।
defect-above-ceiling =
    { -note.gender ->
        [masculine] यह गोपनीयता श्रेणी इस प्रणाली में नहीं रखी जा सकती; ऐसा { -note } केवल कागज पर चलेगा।
       *[feminine] यह गोपनीयता श्रेणी इस प्रणाली में नहीं रखी जा सकती; ऐसी { -note } केवल कागज पर चलेगी।
    }
defect-section-missing = «{ $section }» लिखें।
defect-section-unknown = यह भाग नियमों में नहीं है: { $section }
defect-too-many-words = { -note } में { $count } शब्द हैं; अधिकतम { $most } हो सकते हैं।
defect-points-missing = कम से कम एक निर्णयार्थ बिन्दु लिखें।
defect-too-many-rows = { $field }: अधिकतम { $count }।
defect-years-do-not-add-up = वर्षवार राशियों का योग { $years } है, जबकि राशि { $amount } है।
defect-year-unnamed = वर्षवार राशि, पंक्ति { $number }: वर्ष लिखें।
defect-year-amount-missing = वर्षवार राशि, पंक्ति { $number }: राशि लिखें।
defect-year-repeated = वर्षवार राशि, पंक्ति { $number }: वर्ष { $year } ऊपर लिखा जा चुका है।
defect-year-unequal = वर्षवार राशि, पंक्ति { $number }: { $year }; आवर्ती राशि में प्रत्येक वर्ष की राशि { $amount } ही होगी।
defect-amount-kind-missing = राशि का प्रकार चुनें।
defect-amount-unreadable = { $field }: राशि करोड़ रुपये में अंकों में लिखें, जैसे 2,335.75।
defect-money-not-concerned = राशि दी गई है: «वित्तीय भार» भी चुनें।
defect-milestone-unnamed = क्रियान्वयन अनुसूची, पंक्ति { $number }: कार्य लिखें।
defect-days-unreadable = क्रियान्वयन अनुसूची, पंक्ति { $number }: निर्णय से दिन अंकों में लिखें, जैसे 30।
defect-earlier-decision-unanswered = बताएँ कि इससे { -council } के किसी पूर्व निर्णय में परिवर्तन होता है या नहीं।
defect-earlier-decision-unnamed = जिस पूर्व निर्णय में परिवर्तन होता है, उसका क्रमांक और दिनांक लिखें।
defect-earlier-decision-denied = पूर्व निर्णय लिखा है, पर परिवर्तन के प्रश्न पर «नहीं» चुना है: दोनों में से एक ठीक करें।

# जिन पर ध्यान देना है, पर जिनसे प्रस्तुति नहीं रुकती।
caution-section-too-long = «{ $section }» में { $count } शब्द हैं; { $most } से अधिक न हों।
caution-amount-missing = «वित्तीय भार» चुना गया है, पर राशि नहीं लिखी गई; { -note } में राशि «निरंक» आएगी।
caution-head-missing = राशि लिखी गई है, पर लेखा शीर्ष नहीं।
caution-years-missing = पूर्ण अवधि की राशि का वर्षवार विवरण नहीं दिया गया है।
caution-milestones-missing = क्रियान्वयन अनुसूची नहीं दी गई है; निर्णय के पालन की तिथियाँ इसी से बनेंगी।
caution-same-points = निर्णयार्थ बिन्दु { $first } और { $second } एक ही हैं; उन पर दो बार निर्णय होगा।

paper-refused-empty = यह दस्तावेज खाली है।
paper-refused-not-pdf-word = यह वर्ड का दस्तावेज है। अभी केवल PDF स्वीकार होते हैं: वर्ड में «इस रूप में सहेजें» से PDF बनाकर लगाएँ।
paper-refused-not-pdf-excel = यह एक्सेल का दस्तावेज है। अभी केवल PDF स्वीकार होते हैं: एक्सेल से PDF बनाकर लगाएँ।
paper-refused-not-pdf-zip = यह जिप फाइल है। अभी केवल PDF स्वीकार होते हैं: प्रत्येक दस्तावेज PDF के रूप में अलग लगाएँ।
paper-refused-not-pdf-image = यह चित्र है। अभी केवल PDF स्वीकार होते हैं: स्कैन को PDF के रूप में सहेजकर लगाएँ।
paper-refused-not-pdf-html = यह वेब पृष्ठ है। अभी केवल PDF स्वीकार होते हैं: पृष्ठ को PDF के रूप में छापकर लगाएँ।
paper-refused-not-pdf-text = यह सादा पाठ है। अभी केवल PDF स्वीकार होते हैं।
paper-refused-not-pdf-unknown = यह PDF नहीं है। अभी केवल PDF स्वीकार होते हैं।
paper-refused-encrypted = यह PDF पासवर्ड से बंद है। बिना पासवर्ड का PDF लगाएँ।
paper-refused-broken = यह PDF टूटा हुआ है और सुधारा नहीं जा सका। फिर से PDF बनाकर लगाएँ।
paper-refused-active-content = इस PDF में ऐसी सक्रिय सामग्री है जो हटाई नहीं जा सकी। छापकर नया PDF बनाएँ।
paper-refused-too-large = यह दस्तावेज बहुत बड़ा है; सीमा 64 MB है।
paper-refused-too-many-pages = इस PDF में बहुत अधिक पृष्ठ हैं।
paper-refused-too-slow = यह PDF निर्धारित समय में जाँचा नहीं जा सका। छापकर नया PDF बनाएँ।
paper-refused-too-much-memory = यह PDF जाँच की सीमा से बड़ा निकला। छापकर नया PDF बनाएँ।
failure-outcome-unknown = पता नहीं चल सका कि कार्यवाही दर्ज हुई या नहीं
failure-outcome-unknown-text = इसी पृष्ठ पर वापस जाकर यही कार्यवाही पुनः भेजें: वह एक ही बार दर्ज होगी।
failure-behind = यह सर्वर अभी पीछे चल रहा है
failure-behind-text = आपकी पिछली कार्यवाही दर्ज है, पर इस सर्वर तक अभी नहीं पहुँची। कुछ क्षण बाद यही पृष्ठ दोबारा खोलें।
failure-upgrade = इस सर्वर का सॉफ्टवेयर पुराना है
failure-upgrade-text = अभिलेख में ऐसी प्रविष्टि है जिसे यह संस्करण नहीं पहचानता। सॉफ्टवेयर अद्यतन होने तक यहाँ कोई कार्यवाही नहीं होगी। { -cabinet-section } को सूचित करें।
failure-rotated = कुंजी बदली जा चुकी है
failure-rotated-text = अभिलेख की कुंजी बदल दी गई है और यह सर्वर अब भी पुरानी कुंजी से चल रहा है। नई कुंजी के साथ सर्वर फिर चालू होने तक यहाँ कोई कार्यवाही नहीं होगी। प्रणाली प्रशासक को सूचित करें।
failure-halted = सावधान: अभिलेख बदला हुआ मिला
failure-halted-text = इस सर्वर पर जो अभिलेख दर्ज था, वह अब नहीं मिल रहा। कोई कार्यवाही नहीं होगी। तुरंत { -cabinet-section } और प्रणाली प्रशासक को सूचित करें।
failure-disk-full = सर्वर की डिस्क भर गई है
failure-disk-full-text = कुछ भी दर्ज नहीं हुआ, और जो पहले से दर्ज है वह सुरक्षित है। डिस्क में स्थान होने तक नई कार्यवाही दर्ज नहीं हो सकती, और ऐसा दस्तावेज भी नहीं खुल सकता जिसका खोलना दर्ज होता है। प्रणाली प्रशासक को सूचित करें; स्थान होते ही इसी पृष्ठ से पुनः भेजें।
failure-files-unreachable = परिशिष्ट अभी उपलब्ध नहीं हैं
failure-files-unreachable-text = परिशिष्टों का भंडारण सर्वर उत्तर नहीं दे रहा है। प्रकरण, कार्यसूची और शेष सब कार्यवाही यथावत चल रही है। कुछ मिनट बाद परिशिष्ट पुनः खोलें; स्थिति बनी रहे तो प्रणाली प्रशासक को सूचित करें।
failure-file-not-kept = परिशिष्ट स्वीकार नहीं हुआ
failure-file-not-kept-text = परिशिष्टों के भंडारण सर्वर ने फाइल पूरी नहीं रखी। कुछ दर्ज नहीं हुआ। कुछ मिनट बाद पुनः भेजें; फिर ऐसा हो तो प्रणाली प्रशासक को सूचित करें।
