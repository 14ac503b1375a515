# Words of the doors: signing in, codes, passkeys.

door-title = Sign in
door-lead = Put your finger on your tablet or computer, show your face or enter its PIN.
door-sign-in = Sign in
door-first-time = First time here, or a new tablet?
door-enrol = Enter an enrolment code
door-help = If your tablet is lost or you cannot sign in, tell the cabinet section. Nobody should sign in for you.
passkey-needs-script = Signing in needs JavaScript in the browser: without it the device cannot tell who you are.
passkey-asking = The device is waiting for you …
passkey-refused = The device did not confirm that it is you. Try again.
passkey-unable = This browser or device cannot hold a passkey. Tell the cabinet section.
passkey-offline = The server could not be reached. Try again in a while.

enrol-title = Enrol a device
enrol-lead = Two officers handed you the enrolment code in person, one half each.
field-code = Enrolment code
enrol-code-hint = Write both halves together: 20 letters and digits. Capitals and hyphens do not matter.
enrol-code-refused = This code was not accepted
enrol-code-refused-text = Compare the letters. A code works once and for seven days; the cabinet section gives a new one.
enrol-go-on = Continue
enrol-is-it-you = If this is not you, stop here and tell the cabinet section.
enrol-says = The passkey stays in this device. From now on you sign in with finger, face or PIN; there is no password to remember.
enrol-make = Make a passkey on this device
field-label = Name of this device
passkey-label-hint = Such as “my tablet” or “office computer”; may be left empty
passkey-label-plain = Device

confirm-title = Confirm that it is you
confirm-lead = Before anything is approved or released, or rights are given, we make sure that the device is in your own hands.
confirm-button = Confirm that it is you
confirm-leave = Go back without confirming

passkeys-title = My passkeys
passkeys-lead = With these devices you sign in. Keep a second passkey, so that a lost tablet does not stop your work.
passkeys-training = In training a post is picked; there are no passkeys.
passkey-add = Add another passkey
passkey-add-lead = Open this page on the device, or with the security key, with which you want to sign in.
passkey-device = Device
passkey-enrolled = Since
passkey-copied = May be on your other devices too
passkey-only = Your only passkey
passkey-revoke = Take the passkey away
passkey-revoked-on = Taken away on { $when }
passkeys-rule = From that moment a passkey that was taken away opens nothing, and sessions begun with it end.
passkeys-end-others = If a device was lost or a passkey was replaced, end the sign-ins that are open elsewhere, too.
sessions-passkeys = My passkeys
charges-title = The charge in which you act
charges-lead = You hold more than one charge. What you do is recorded under the post in which you act.
charge-present = Now in this one
charge-change = Act in this charge

refusal-signature-missing = This approval was not recorded: it needs the signature of your device. See that JavaScript is on, open the page again and repeat it.
approval-training = Training: no signature of the device is taken.
approval-says = When you press the button, your device signs this text.
failure-not-let-in = You were not signed in
failure-not-let-in-text = It could not be confirmed who you are. Try again; if it fails, tell the cabinet section.
failure-no-charge = You hold no charge at present
failure-no-charge-text = It is you, but no post is in your name. Tell the cabinet section.
failure-passkey-known = This passkey is enrolled already
failure-passkey-known-text = The passkey of this device stands in the record already. Sign in with it.
failure-proof-stale = First confirm that it is you
failure-proof-stale-text = Nothing was recorded. To approve, to release or to give rights you must have confirmed within the last five minutes that it is you. Afterwards this page opens again.
