# Words of notices: on their page, in mail, in a calendar. None of them names a matter.

nav-notices = Notices
told-new-count = { $count ->
    [one] { $count } new notice
   *[other] { $count } new notices
}
told-nothing-new = Nothing new
told-none = No notices
told-none-text = When a meeting is called, a folder is released or a { -file } comes to you, it is told here.
told-new = New
told-what = Notice
told-when = When
told-way = By
told-way-mail = mail
told-way-sms = SMS
told-until = Last day { $date }
told-meeting-called = A meeting of the { -council } has been called
told-folder-released = A new folder for the meeting is available
told-minutes-circulated = The minutes of the meeting are available
told-file-came = A { -file } has come to you
told-note-returned = A { -note } has come back
told-view-asked = Your department is asked for its view
told-view-due-soon = Your department’s view is due soon
told-circulation-sent = A { -note } has come to you for decision by circulation
told-extract-issued = An extract of a decision has been issued to your department
told-task-set = Your department has been given a task upon a decision
told-task-due-soon = A task of your department is due soon or overdue
told-claim-refused = A task of your department was not accepted as complete
told-ratification-due = A matter approved in anticipation must soon be before the { -council }
told-left = These notices did not get through
told-left-says = Sent three times by mail or SMS, they did not arrive. Tell these persons by telephone; in e-Cabinet the notice is shown to them.
told-refused = The server refused it ({ $status })
told-not-reached = The server could not be reached
desk-new-notices = { $count ->
    [one] { $count } new notice.
   *[other] { $count } new notices.
}
desk-see-notices = See notices
contact-title = Where notices are sent outside
contact-says = To the address given here goes only that there is something to see in e-Cabinet, and the date and time of a meeting. A subject, the number of a { -file } or a text is never sent.
field-mail = E-mail address
field-telephone = Mobile number
contact-keep = Save
contact-forget = Left empty and saved, an address is erased.
contact-mail-wrong = This e-mail address is not right. Write the whole address, such as sachiv.urja@mp.gov.in
contact-domain-wrong = Notices go to government e-mail addresses only. Enter your government address.
contact-telephone-wrong = This mobile number is not right. Write ten digits, such as 9425000001
calendar-summary = Meeting of the { -council }
calendar-add = Add to calendar
mail-begins = { $date }, at { $time }
mail-read = Sign in to e-Cabinet to see it:
mail-foot = This message was sent by a machine; do not answer it. It never holds the subject or the text of a matter.
