# Words of meetings, items, minutes and extracts.

meeting-number = { -council } की बैठक क्रमांक { $count }
item-number = विषय { $count }

meeting-list = { -council } की बैठकें
meeting-list-empty = अभी कोई बैठक नहीं है
meeting-list-empty-text = जब कोई बैठक आहूत होगी, उसके दिनांक, समय और स्थान यहाँ दिखेंगे।
meeting-column-meeting = बैठक
meeting-column-stage = स्थिति
meeting-all = सभी बैठकें
meeting-back = बैठक पर लौटें
meeting-leave = छोड़ें

meeting-propose-title = नई बैठक का प्रस्ताव
meeting-propose-lead = प्रस्ताव मुख्यमंत्री के आदेश हेतु जाएगा। आदेश के पश्चात् ही बैठक आहूत होगी।
meeting-date = दिनांक
meeting-time = समय
meeting-when-hint = अंकों में लिखें: दिन 13, माह 1, वर्ष 2026; समय 24 घंटे की घड़ी से, जैसे 16 और 30।
meeting-when-unreadable = ऐसा कोई दिनांक या समय नहीं है। दिन, माह, चार अंकों का वर्ष, घंटा और मिनट जाँचें।
meeting-place-missing = स्थान लिखें।
meeting-not-proposed = बैठक प्रस्तावित नहीं हुई

meeting-stage-proposed = प्रस्तावित
meeting-stage-called = आहूत
meeting-stage-agenda-draft = कार्यसूची का प्रारूप
meeting-stage-agenda-approved = कार्यसूची अनुमोदित
meeting-stage-released = फोल्डर जारी
meeting-stage-in-session = बैठक चल रही है
meeting-stage-concluded = बैठक समाप्त
meeting-stage-minutes-draft = कार्यवाही विवरण का प्रारूप
meeting-stage-minutes-submitted = कार्यवाही विवरण अनुमोदन हेतु प्रस्तुत
meeting-stage-minutes-approved = कार्यवाही विवरण अनुमोदित
meeting-stage-circulated = कार्यवाही विवरण प्रसारित

meeting-way = बैठक के चरण
meeting-step-propose = प्रस्ताव
meeting-step-call = मुख्यमंत्री का आदेश
meeting-step-agenda = कार्यसूची
meeting-step-folder = फोल्डर
meeting-step-sitting = बैठक
meeting-step-minutes = कार्यवाही विवरण
meeting-step-minutes-approval = विवरण का अनुमोदन
meeting-step-circulation = प्रसारण

meeting-call = बैठक आहूत करें
meeting-call-says = यह बैठक आहूत करने का आपका आदेश होगा। { -council } के सदस्यों, स्थायी आमंत्रितों और उनके कार्यालयों को बैठक के दिनांक, समय और स्थान दिखने लगेंगे।

agenda = कार्यसूची
agenda-own = कार्यसूची में आपके विभाग के विषय
agenda-empty = कार्यसूची में अभी कोई विषय नहीं है
agenda-empty-text =
    { -note.gender ->
        [masculine] जिन { -notes-oblique } को बैठक में रखने का आदेश हुआ है, वे कार्यसूची में लिए जा सकते हैं।
       *[feminine] जिन { -notes-oblique } को बैठक में रखने का आदेश हुआ है, वे कार्यसूची में ली जा सकती हैं।
    }
agenda-up = विषय { $count } ऊपर करें
agenda-down = विषय { $count } नीचे करें
agenda-remove = हटाएँ
agenda-list = कार्यसूची में लें
agenda-listable = कार्यसूची में लेने योग्य { -notes }
agenda-listable-empty = कोई { -note } शेष नहीं है
agenda-listable-empty-text =
    { -note.gender ->
        [masculine] मुख्यमंत्री के आदेश के बाद { -note } यहाँ दिखेगा।
       *[feminine] मुख्यमंत्री के आदेश के बाद { -note } यहाँ दिखेगी।
    }
agenda-approve = कार्यसूची अनुमोदित करें
agenda-approve-says = अनुमोदन के बाद कार्यसूची में न विषय जुड़ेगा, न हटेगा; विषयों के क्रमांक यही रहेंगे।

folder-recipients = फोल्डर किन्हें जारी किया जाए
folder-release = फोल्डर जारी करें
folder-release-says =
    { -note.gender ->
        [masculine] फोल्डर जारी करने के बाद कार्यसूची और दस्तावेज नहीं बदलेंगे। चुने गए पदाधिकारी सभी विषयों के { -notes } और परिशिष्ट पढ़ सकेंगे; फोल्डर वापस नहीं बुलाया जा सकता।
       *[feminine] फोल्डर जारी करने के बाद कार्यसूची और दस्तावेज नहीं बदलेंगे। चुने गए पदाधिकारी सभी विषयों की { -notes } और परिशिष्ट पढ़ सकेंगे; फोल्डर वापस नहीं बुलाया जा सकता।
    }

sitting-chair = अध्यक्षता
sitting-present = उपस्थित
sitting-invitee = स्थायी आमंत्रित
sitting-open = बैठक प्रारंभ करें
sitting-open-says = अध्यक्ष और उपस्थित पदाधिकारी कार्यवाही विवरण में इसी प्रकार लिखे जाएँगे; बाद में नहीं बदलेंगे।
sitting-conclude = बैठक समाप्त करें
sitting-conclude-says = बैठक तभी समाप्त होगी जब प्रत्येक विषय पर निर्णय दर्ज हो। समाप्ति के बाद कोई विषय { -council } के समक्ष नहीं लाया जा सकेगा।

item-in-hand = { -council } के समक्ष: विषय { $count }
item-points = निर्णयार्थ बिन्दु
item-proposal = { -note } पढ़ें
item-open = विषय खोलें
item-call = { -council } के समक्ष रखें
item-to-record = निर्णय दर्ज करें
item-state-listed = विचार शेष
item-state-called = { -council } के समक्ष
item-state-considered = विचार हुआ
item-state-decided = निर्णय दर्ज
item-state-deferred = आस्थगित
item-state-returned = पुनः परीक्षण हेतु वापस
item-state-withdrawn = वापस लिया गया
item-state-approved = निर्णय अनुमोदित, उद्धरण शेष
item-state-issued = उद्धरण जारी, पावती शेष
item-state-acknowledged = उद्धरण की पावती प्राप्त

decision-point = बिन्दु { $count }
decision-recorded = दर्ज निर्णय
decision-record-title = निर्णय दर्ज करें
decision-again = निर्णय पुनः दर्ज करें
decision-record = विषय { $count } का निर्णय दर्ज करें
decision-record-again = बदला हुआ निर्णय दर्ज करें
decision-hint = प्रत्येक बिन्दु पर एक निर्णय दें और उसे शब्दों में लिखें। आस्थगित, पुनः परीक्षण हेतु वापस या वापस लिया गया विषय पूरा ही होता है: ऐसा हो तो सभी बिन्दुओं पर वही चुनें।
decision-outcome = निर्णय
decision-text = निर्णय शब्दों में
decision-outcome-missing = बिन्दु { $count }: निर्णय चुनें।
decision-text-missing = बिन्दु { $count }: निर्णय शब्दों में लिखें।
decision-not-recorded = निर्णय दर्ज नहीं हुआ
outcome-approved = अनुमोदित
outcome-approved-with-modification = संशोधन सहित अनुमोदित
outcome-approved-in-principle = सैद्धांतिक सहमति
outcome-approved-with-conditions = सशर्त अनुमोदन
outcome-referred = समिति को निर्दिष्ट
outcome-referred-to = { $outcome }: { $body }
outcome-report-by = { $outcome }; प्रतिवेदन { $day } तक
outcome-deferred = आस्थगित
outcome-deferred-until = { $outcome }, { $day } तक
outcome-sine-die = { $outcome }, अनिश्चित काल के लिए
outcome-returned-for-reexamination = पुनः परीक्षण हेतु वापस
outcome-withdrawn = वापस लिया गया
decision-more = दिनांक और समिति
decision-more-hint = आस्थगित विषय का दिनांक (न लिखें तो अनिश्चित काल के लिए), या जिस समिति को निर्दिष्ट किया गया और उसके प्रतिवेदन का दिनांक। समिति सूची में न हो तो निर्णय के शब्दों में लिखें।
decision-day = दिनांक
decision-body = समिति
outcome-rejected = अमान्य
outcome-noted = संज्ञान लिया

meeting-to-draft-minutes = कार्यवाही विवरण लिखें
meeting-to-submit-minutes = कार्यवाही विवरण देखें और प्रस्तुत करें
meeting-to-approve-minutes = कार्यवाही विवरण का अनुमोदन
meeting-to-return-minutes = कार्यवाही विवरण वापस करें
meeting-to-circulate-minutes = कार्यवाही विवरण प्रसारित करें

document-section = { -cabinet-section }
document-number = क्रमांक { $number }
document-date = { -seat }, दिनांक { $date }
document-chief-secretary = मुख्य सचिव

minutes = कार्यवाही विवरण
minutes-read = कार्यवाही विवरण पढ़ें
minutes-hint = पाठ उपस्थिति और दर्ज निर्णयों से बना है। आवश्यक सुधार कर सुरक्षित करें।
minutes-save = कार्यवाही विवरण सुरक्षित करें
minutes-fresh = विवरण निर्णयों से पुनः बनाएँ
minutes-not-saved = कार्यवाही विवरण सुरक्षित नहीं हुआ
minutes-submit = मुख्यमंत्री को प्रस्तुत करें
minutes-submit-says = आपके परीक्षण के साथ कार्यवाही विवरण मुख्यमंत्री के अनुमोदन हेतु जाएगा। इसके बाद निर्णयों और विवरण में परिवर्तन तभी होगा जब मुख्यमंत्री इसे वापस करें।
minutes-approve = कार्यवाही विवरण अनुमोदित करें
minutes-decisions-bind = इन्हीं निर्णयों के उद्धरण विभागों को जाएँगे; अनुमोदन विवरण और इन निर्णयों, दोनों का होता है। दोनों मिलाकर देख लें।
minutes-approve-says = अनुमोदन के साथ यह विवरण और इसमें लिखे सभी निर्णय अंतिम हो जाएँगे; इसके बाद न विवरण बदलेगा, न कोई निर्णय। निर्णयों के उद्धरण जारी किए जा सकेंगे।
minutes-return = वापस करें
minutes-return-hint = लिखें कि क्या सुधारा जाए। विवरण { -cabinet-section } के पास प्रारूप के रूप में लौटेगा।
minutes-return-now = कारण सहित वापस करें
minutes-circulate = कार्यवाही विवरण प्रसारित करें
minutes-circulate-says = जिन्हें फोल्डर जारी हुआ था वे, और राज्यपाल के सचिव, यह विवरण पढ़ सकेंगे। इसे वापस नहीं बुलाया जा सकता।
minutes-approved-by = अनुमोदित: { $post }, { $at }

extract = निर्णय का उद्धरण
extract-read = निर्णय का उद्धरण पढ़ें
extract-to = प्रति: { $department }
extract-subject = विषय: { $subject }
extract-issue-title = निर्णय का उद्धरण
extract-issue-hint = उद्धरण का पाठ अनुमोदित निर्णयों से बना है और ठीक इसी रूप में जारी होगा। इसमें केवल निर्णय है; पृष्ठभूमि और अभिमत नहीं।
extract-issue = निर्णय का उद्धरण जारी करें
extract-issue-says = { $department } के { -secretary-in-charge } और { -minister-in-charge } तथा उत्तरदायी विभागों के सचिव यह उद्धरण पढ़ सकेंगे। जारी होने के बाद यह न बदलेगा, न वापस बुलाया जा सकेगा।
extract-acknowledge = पावती दें
extract-acknowledge-says = पावती देने से अभिलेख में यह आएगा कि विभाग को यह उद्धरण प्राप्त हो गया है।
extract-acknowledged = पावती: { $post }, { $at }

# Sentences of official papers; pages in English print the Hindi ones.
official-minutes-opening = { -council } की बैठक क्रमांक { $number } { $date } को { $time } बजे { $place } में { $chair } की अध्यक्षता में हुई।
official-present = उपस्थित:
official-item = विषय { $number }: { $subject }
official-origin = { $department } · { $file }
official-decision = बिन्दु { $count } ({ $outcome }): { $words }
official-extract-opening = { -council } ने { $date } की बैठक क्रमांक { $number } में विषय { $item } पर निम्नानुसार निर्णय लिया:
minutes-returned-because = माननीय मुख्यमंत्री ने विवरण इस कारण से वापस किया

# बैठक एक नज़र में
glance-title = बैठक एक नज़र में
glance-burden = कुल वित्तीय भार
glance-objections = आपत्तियाँ और शर्तें
glance-objections-none = किसी विभाग ने आपत्ति या शर्त नहीं रखी है।
glance-varied = पूर्व निर्णयों में परिवर्तन
glance-varied-none = किसी विषय से पूर्व निर्णय में परिवर्तन नहीं होता।
glance-missing = विषयवार स्थिति
glance-ready = { $all } में से { $count } विषय पूर्ण हैं
glance-number = क्रमांक
glance-amount = राशि
glance-wanting = क्या शेष है
glance-complete = पूर्ण
glance-wants-order-unconfirmed = दूरभाष पर प्राप्त आदेश की पुष्टि
glance-wants-view = अभिमत अप्राप्त: { $department }
glance-wants-older-version = { $department } ने संस्करण { $seen } देखा; { -council } के समक्ष संस्करण { $number } है
glance-wants-difference = अभिमत में भिन्नता: { $department }
glance-wants-record = अभिलेख पर नहीं: { $record }
glance-wants-english = अंग्रेजी में विषय
glance-wants-milestones = क्रियान्वयन अनुसूची
