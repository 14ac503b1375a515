# Recusal from an item.

recuse-self-title = Take no part in the item
recuse-self-link = Recuse yourself
recuse-self-says = You will take no part in this item. The item, its { -note }, its appendices, its decisions and its part of the minutes are at once shown to you no more. The minutes will say that your post took no part in it.
recuse-self-final = You cannot take this back yourself; only the Chief Minister can lift it.
recuse-self-reason = Reason (optional)
recuse-self-reason-hint = The Chief Minister, the chief secretary and the { -cabinet-section } can read it.
recuse-self = Take no part in the item

recusals-title = Members who take no part
recusals-link = Recused members
recusals-list = Recused members
recusals-none = No member is recused from this item.
recusal-stands = Recused
recusal-lifted = Lifted
recusal-lifted-because = Reason for lifting:
recusal-word = On whose word
recusal-word-himself = The member himself
recusal-word-told = On the member's word
recusal-word-chief-minister = By the Chief Minister's order
recusal-lift = Lift the recusal
recusal-lift-says = The member can read this item, its { -note } and its decisions again. The recusal and its lifting both stay on record.
recuse-member-title = Record a member as recused
recuse-member = Member
recuse-member-says = As soon as it is recorded, this item, its { -note } and its appendices are shown to that member no more. Only the Chief Minister can lift it.
recuse-member-button = Record as recused
field-member = Member
field-word = On whose word

recused-item = You are recused from this item
recused-since = Since { $date }
recused-copy = Recused from the matter: the printed copy is to be taken back
recused-copy-asked = Recused from the matter: the copy cannot be given
task-recalled-copy = Take the printed copy back
task-refused-copy = Refuse the request for a printed copy
desk-recused-copy = { $post } is recused from this matter
minutes-part = This is a part of the minutes: the item from which you are recused is not in it. The decisions on the other items are taken from the record; the whole approved text is with the { -cabinet-section }.
minutes-part-title = Part of the minutes
refusal-member-unfit = This member cannot be recorded as recused from this item, is recused already, or his recusal was lifted. Open the page again and look.

# Sentences of official papers; pages in English print the Hindi ones.
official-recused = Took no part: { $posts }
official-withdrawn = Item { $number }: you took no part in this item.
