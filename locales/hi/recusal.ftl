# विचार-विमर्श से पृथक रहना।

recuse-self-title = विचार-विमर्श से पृथक रहें
recuse-self-link = पृथक रहें
recuse-self-says = आप इस विषय के विचार-विमर्श से पृथक रहेंगे। यह विषय, संबंधित { -note }, परिशिष्ट, निर्णय और कार्यवाही विवरण का यह अंश आपको तुरंत दिखना बंद हो जाएगा। कार्यवाही विवरण में लिखा जाएगा कि आपका पद इस विषय से पृथक रहा।
recuse-self-final = इसे आप स्वयं वापस नहीं ले सकेंगे; पुनः सम्मिलित केवल मुख्यमंत्री कर सकते हैं।
recuse-self-reason = कारण (ऐच्छिक)
recuse-self-reason-hint = इसे मुख्यमंत्री, मुख्य सचिव और { -cabinet-section } पढ़ सकेंगे।
recuse-self = विषय से पृथक हों

recusals-title = विचार-विमर्श से पृथक सदस्य
recusals-link = पृथक सदस्य
recusals-list = पृथक सदस्य
recusals-none = इस विषय से कोई सदस्य पृथक नहीं है।
recusal-stands = पृथक
recusal-lifted = पुनः सम्मिलित
recusal-lifted-because = पुनः सम्मिलित करने का कारण:
recusal-word = किसके कहने पर
recusal-word-himself = स्वयं पृथक हुए
recusal-word-told = सदस्य के कहने पर
recusal-word-chief-minister = मुख्यमंत्री के आदेश पर
recusal-lift = पुनः सम्मिलित करें
recusal-lift-says = सदस्य यह विषय, संबंधित { -note } और निर्णय फिर से पढ़ सकेंगे। पृथक रहना और पुनः सम्मिलित होना, दोनों अभिलेख में रहेंगे।
recuse-member-title = सदस्य को पृथक दर्ज करें
recuse-member = सदस्य
recuse-member-says = दर्ज होते ही यह विषय, संबंधित { -note } और परिशिष्ट उस सदस्य को दिखना बंद हो जाएँगे। पुनः सम्मिलित केवल मुख्यमंत्री कर सकते हैं।
recuse-member-button = पृथक दर्ज करें
field-member = सदस्य
field-word = किसके कहने पर

recused-item = आप इस विषय से पृथक हैं
recused-since = { $date } से
recused-copy = विषय से पृथक: छपी प्रति वापस ली जाए
recused-copy-asked = विषय से पृथक: प्रति नहीं दी जा सकती
task-recalled-copy = छपी प्रति वापस लें
task-refused-copy = छपी प्रति की माँग अस्वीकार करें
desk-recused-copy = { $post } इस विषय से पृथक हैं
minutes-part = यह कार्यवाही विवरण का अंश है: जिस विषय से आप पृथक हैं, उसका विवरण इसमें नहीं है। शेष विषयों के निर्णय अभिलेख से लिए गए हैं; अनुमोदित पूर्ण पाठ { -cabinet-section } के पास है।
minutes-part-title = कार्यवाही विवरण का अंश
refusal-member-unfit = यह सदस्य इस विषय से पृथक दर्ज नहीं किया जा सकता, या पहले से पृथक है, या पुनः सम्मिलित किया जा चुका है। पृष्ठ फिर से खोलकर देख लें।

# कार्यालयीन पाठ के वाक्य।
official-recused = विचार-विमर्श से पृथक रहे: { $posts }
official-withdrawn = विषय { $number }: आप इस विषय के विचार-विमर्श से पृथक रहे।
