# Words of every page. Hindi first: as an official in Bhopal writes.

product = ई-कैबिनेट
skip = मुख्य सामग्री पर जाएँ
training-banner = अभ्यास: यहाँ की सामग्री काल्पनिक है
sign-out = बाहर जाएँ
navigation = मुख्य
nav-desk = मेरी मेज
nav-proposals = { -notes }
nav-meetings = बैठकें
open = खोलें
today = आज
days = { $count } दिन
days-left = { $count } दिन शेष
last-day = आज अंतिम दिन
time-over = समय बीत चुका
nil = निरंक
the-office = कार्यालय (स्वतः)

sign-in-title = किस पद से प्रवेश करें?
sign-in-lead = यह अभ्यास है। कोई भी पद चुनें; यहाँ की कार्यवाही का कोई शासकीय प्रभाव नहीं है।
sign-in-council = शासन
post-chief-minister = बैठक, कार्यसूची और कार्यवाही विवरण पर आदेश
post-minister =
    { -note.gender ->
        [masculine] विभाग के { -notes-oblique } का अनुमोदन, बैठक का फोल्डर
       *[feminine] विभाग की { -notes-oblique } का अनुमोदन, बैठक का फोल्डर
    }
post-minister-of-state =
    { -note.gender ->
        [masculine] विभाग के { -notes-oblique } का अनुमोदन, बैठक का फोल्डर
       *[feminine] विभाग की { -notes-oblique } का अनुमोदन, बैठक का फोल्डर
    }
post-chief-secretary = मुख्यमंत्री को अग्रेषण, कार्यवाही विवरण, निर्णय का उद्धरण
post-cabinet-section = परीक्षण, कार्यसूची, फोल्डर, बैठक, कार्यवाही विवरण
post-secretary = अभिमत, अनुमोदन, { -cabinet-section } को प्रेषण
post-section-officer = { -note } का प्रारूप तैयार करना और प्रस्तुत करना
post-permanent-invitee = बैठक का फोल्डर
post-department-officer = { -file } का परीक्षण और प्रस्तुतीकरण
post-chief-ministers-office = मुख्यमंत्री के लिए टीप, दूरभाष पर आदेश
post-private-staff = बैठक की सूचना; दस्तावेज नहीं
post-governor-secretary = प्रसारित कार्यवाही विवरण
post-auditor = अभिलेख अखंड है या नहीं, पठन पंजी (नामों के बिना), गोपनीयता जाँच की माँग
post-system-administrator = मशीन की स्थिति, अभिलेख अखंड है या नहीं; दस्तावेज नहीं

desk-nothing = इस समय आपकी कार्यवाही हेतु कुछ लंबित नहीं है।
desk-waiting = { $count ->
    [one] एक विषय आपकी कार्यवाही की प्रतीक्षा में है।
   *[other] { $count } विषय आपकी कार्यवाही की प्रतीक्षा में हैं।
}
desk-oldest = सबसे पुराना: { $since }।
desk-empty = मेज खाली है
desk-empty-text =
    { -file.gender ->
        [masculine] जब कोई { -file } आपके पास आएगा, वह यहाँ दिखेगा।
       *[feminine] जब कोई { -file } आपके पास आएगी, वह यहाँ दिखेगी।
    }
start-proposal =
    { -note.gender ->
        [masculine] नया { -note }
       *[feminine] नई { -note }
    }
propose-meeting = बैठक प्रस्तावित करें
column-subject = विषय
column-task = क्या करना है
column-with-you = आपके पास
column-act = कार्यवाही
next-meeting = अगली बैठक

task-put-up = प्रारूप पूर्ण कर प्रस्तुत करें
task-send-for-views = अभिमत हेतु भेजें
task-give-view = अभिमत दें
task-close-consultation = अभिमत पूर्ण: परामर्श समाप्त करें
task-approve-as-secretary = अनुमोदन करें
task-approve-as-minister = अनुमोदन करें
task-submit = { -cabinet-section } को भेजें
task-scrutinise = परीक्षण करें
task-clear = मुख्यमंत्री को अग्रेषित करें
task-order-for-meeting = बैठक में रखने का आदेश
task-answer-query = पृच्छा का उत्तर दें
task-approve-by-circulation = परिचालन पूर्ण: आदेश दें
task-move-file = { -file } पर कार्यवाही
task-write-brief = मुख्यमंत्री के लिए टीप
task-confirm-telephone-order = दूरभाष पर दिए आदेश की पुष्टि करें
task-order-for-circulation = अंतिम दिनांक बीत चुका: पुनः आदेश दें
task-forward-urgent-request = प्रत्याशा में अनुमोदन: अग्रेषण
task-approve-urgently = प्रत्याशा में अनुमोदन: आदेश
task-record-urgent-order = जारी आदेश दर्ज करें
task-send-circulation = मंत्रियों को परिचालित करें
task-answer-circulation = परिचालन में मत दें
task-close-circulation = परिचालन समाप्त करें
task-give-copies = छपी प्रति दें
task-reply-to-views = मूल { -file } के अभिमत पर उत्तर दें
desk-copy = { $post } ने माँगी · छपी प्रति { $until } तक
task-call-meeting = बैठक आहूत करने का आदेश
task-arrange-agenda = कार्यसूची तैयार करें
task-approve-agenda = कार्यसूची का अनुमोदन
task-release-folder = फोल्डर जारी करें
task-open-sitting = बैठक प्रारंभ करें
task-conclude-sitting = निर्णय दर्ज करें
task-draft-minutes = कार्यवाही विवरण लिखें
task-submit-minutes = कार्यवाही विवरण देखें
task-approve-minutes = कार्यवाही विवरण का अनुमोदन
task-circulate-minutes = कार्यवाही विवरण प्रसारित करें
task-issue-extract = निर्णय का उद्धरण जारी करें
task-acknowledge-extract = उद्धरण की पावती दें

to-desk = मेरी मेज पर जाएँ
to-sign-in = प्रवेश पृष्ठ पर जाएँ
kept-words = आपका लिखा हुआ
kept-words-hint = यह दर्ज नहीं हुआ है। यहाँ से चुनकर फिर काम में ले सकते हैं।
recorded-words = अभिलेख में दर्ज
to-matter = उसी पृष्ठ पर वापस जाएँ

sessions-title = सक्रिय प्रवेश
sessions-lead = इस समय आपके नाम से खुले सभी प्रवेश। जो प्रवेश आपका न लगे, उसे तुरंत समाप्त करें और { -cabinet-section } को बताएँ।
sessions-end-others = अन्य सभी प्रवेश समाप्त करें
sessions-rule = पंद्रह मिनट तक कोई कार्य न होने पर, और बारह घंटे बाद हर हाल में, प्रवेश स्वतः समाप्त हो जाता है। बैठक जारी रहने तक उसके प्रतिभागियों का प्रवेश कार्य न होने पर भी चलता है।
session-post = पद
session-by-passkey = पासकी: { $label }
session-by-password = पासवर्ड और सत्यापन कोड (OTP)
session-by-identity = { $name } खाता
session-began = प्रवेश का समय
session-seen = अंतिम कार्य
session-seen-elsewhere = अन्य सर्वर पर
session-present = यही प्रवेश
session-end = समाप्त करें
session-sits = बैठक {$count} जारी
session-over = सत्र समाप्त हुआ
session-over-text = यह सत्र समाप्त हो चुका है, इसलिए पृष्ठ की सामग्री हटा दी गई है। आगे के कार्य के लिए फिर से प्रवेश करें।
