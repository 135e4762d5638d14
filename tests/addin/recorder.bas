' Stands in the place of machine.bas: answers come from columns 8 and 9 of the add-in's sheet, what the launcher does
' is written down in column 6.

Private Sub Note(ByVal told As String)
    Dim row As Long
    row = 1
    Do While ThisWorkbook.Worksheets(1).Cells(row, 6).Value <> ""
        row = row + 1
    Loop
    ThisWorkbook.Worksheets(1).Cells(row, 6).Value = told
End Sub

Private Function Answer(ByVal key As String) As String
    Dim row As Long
    row = 1
    Do While ThisWorkbook.Worksheets(1).Cells(row, 8).Value <> ""
        If ThisWorkbook.Worksheets(1).Cells(row, 8).Value = key Then
            Answer = ThisWorkbook.Worksheets(1).Cells(row, 9).Value
        End If
        row = row + 1
    Loop
End Function

Private Sub HostStatus(ByVal told As String)
    Note "status " & told
End Sub

Private Function HostIsWps() As Boolean
    HostIsWps = Answer("wps") = "yes"
End Function

Private Function HostHasBook() As Boolean
    HostHasBook = Answer("book") <> ""
End Function

Private Function HostBookName() As String
    HostBookName = Answer("book")
End Function

Private Function HostProtectedViews() As Long
    If Answer("protected") = "yes" Then HostProtectedViews = 1
End Function

Private Function HostWindow() As String
    HostWindow = "657890"
End Function

Private Function HostSettings() As String
    HostSettings = Answer("settings")
End Function

Private Function HostFileExists(ByVal path As String) As Boolean
    HostFileExists = Answer("missing") <> path
End Function

Private Function HostRun(ByVal fullLine As String, ByRef fault As Long) As Long
    Note "run " & fullLine
    If Answer("again") = "yes" Then Launch "diagnose", False
    If Answer("crash") = "yes" Then Err.Raise 5
    If Answer("fault") <> "" Then fault = CLng(Answer("fault"))
    If Answer("ended") <> "" Then HostRun = CLng(Answer("ended"))
End Function

Private Sub HostShow(ByVal told As String, ByVal toldPlainly As String)
    Note "show " & told
    Note "plain " & toldPlainly
End Sub
