# अभिलेख की अखंडता: केवल संख्याएँ और हैश, किसी कार्यवाही की बात नहीं।

nav-record = अभिलेख
record-intact = अभिलेख अखंड है
record-being-checked = अभिलेख की जाँच चल रही है
record-not-intact = अभिलेख अखंड नहीं है
record-intact-text = हर प्रविष्टि वैसी ही है जैसी दर्ज हुई थी। पूरे अभिलेख की पिछली जाँच { $when } को हुई; उसके बाद की हर प्रविष्टि भी जाँची गई है।
record-being-checked-text = पूरे अभिलेख की जाँच इस समय चल रही है। पिछली जाँच { $when } को हुई थी और अभिलेख अखंड मिला था।
record-not-intact-text = अभिलेख या उसकी प्रकाशित प्रति वैसी नहीं है जैसी दर्ज हुई थी।
record-whom-to-tell = इसकी सूचना तुरंत मुख्य सचिव और प्रणाली प्रशासक को दें। कारण ज्ञात होने तक डेटा फोल्डर में कुछ न बदला जाए और उसकी एक प्रति सुरक्षित रखी जाए।
record-column-log = अभिलेख
record-column-condition = स्थिति
record-column-entries = प्रविष्टियाँ
record-column-checked = पूरी जाँच
record-log-acts = कार्यवाही का अभिलेख
record-log-custody = पठन एवं प्रवेश का अभिलेख
record-condition-intact = अखंड
record-condition-being-checked = जाँच चल रही है
record-condition-not-intact = अखंड नहीं
record-checkpoints = लेखापरीक्षा हेतु जाँच-बिन्दु
record-checkpoints-text = जाँच-बिन्दु पर अभिलेख के हस्ताक्षर हैं। इसमें केवल संख्या और हैश हैं; किसने क्या किया, यह इससे ज्ञात नहीं होता।
record-checkpoint = जाँच-बिन्दु
record-no-checkpoint = अभी कोई प्रविष्टि नहीं है।
record-verifier-key = सत्यापन कुंजी
record-checkpoint-file = जाँच-बिन्दु की फाइल
record-tiles = पूरे अभिलेख के हैश इस सर्वर के डेटा फोल्डर में इस स्थान पर हैं। लेखापरीक्षक उन्हें प्रणाली प्रशासक से लें और सार्वजनिक साधनों से स्वयं जाँचें।
