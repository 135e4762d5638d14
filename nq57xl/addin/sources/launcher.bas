Private running As Boolean
Private shown As String

' One click: what is wrong is told in one message; nothing is taken from a workbook but its name, in hexadecimal.
Private Sub Launch(ByVal verb As String, ByVal needsBook As Boolean)
    Dim problem As String, detail As String
    If running Then Exit Sub
    running = True
    On Error GoTo Failed
    HostStatus Words(verb, 2)
    problem = Attempt(verb, needsBook, detail)
Finish:
    On Error Resume Next
    HostStatus ""
    If problem <> "" Then
        HostShow Replace(Words(problem, 2), "{found}", detail), Replace(Words(problem, 3), "{found}", detail)
    End If
    running = False
    Exit Sub
Failed:
    problem = "C22"
    detail = CStr(Err.Number)
    Resume Finish
End Sub

' The code of the message to show, empty where Python has said all there is to say.
Private Function Attempt(ByVal verb As String, ByVal needsBook As Boolean, ByRef detail As String) As String
    Dim interpreter As String, fault As Long, ended As Long
    Attempt = Obstacle(needsBook)
    If Attempt <> "" Then Exit Function
    detail = SETTINGS_FILE
    interpreter = Recorded(HostSettings(), "INTERPRETER")
    If Not IsInterpreter(interpreter) Then
        Attempt = "C10"
        Exit Function
    End If
    detail = interpreter
    If Not HostFileExists(interpreter) Then
        Attempt = "C11"
        Exit Function
    End If
    ended = HostRun(CommandLine(interpreter, verb), fault)
    Attempt = Verdict(fault, ended, detail)
End Function

Private Function Obstacle(ByVal needsBook As Boolean) As String
    If HostIsWps() Then
        Obstacle = "C26"
    ElseIf needsBook And Not HostHasBook() Then
        If HostProtectedViews() > 0 Then Obstacle = "C21" Else Obstacle = "C20"
    End If
End Function

Private Function Verdict(ByVal fault As Long, ByVal ended As Long, ByRef detail As String) As String
    If fault = 70 Or fault = -2147024891 Then
        detail = CStr(fault)
        Verdict = "C14"
    ElseIf fault = 53 Or fault = -2147024894 Then
        Verdict = "C11"
    ElseIf fault <> 0 Then
        detail = CStr(fault)
        Verdict = "C22"
    ElseIf ended = EXIT_OTHER_VERSION Then
        Verdict = "C24"
    ElseIf ended = EXIT_INTERNAL Then
        Verdict = "C25"
    ElseIf ended <> 0 Then
        detail = CStr(ended)
        Verdict = "C23"
    End If
End Function

' The interpreter in quotes, then words of our own, numbers and hexadecimal digits only: no shell reads this line.
Private Function CommandLine(ByVal interpreter As String, ByVal verb As String) As String
    CommandLine = Chr(34) & interpreter & Chr(34) & " -I -m nq57xl.ribbon " & verb & " --protocol=" & PROTOCOL & _
        " --from_xl=1 --hwnd=" & HostWindow() & " --wb=" & Hexadecimal(HostBookName())
End Function

' The value of a line NAME=value, empty where there is none.
Private Function Recorded(ByVal settings As String, ByVal key As String) As String
    Dim entries() As String, index As Long, entry As String
    entries = Split(settings, vbLf)
    For index = LBound(entries) To UBound(entries)
        entry = Replace(entries(index), vbCr, "")
        If Left(entry, Len(key) + 1) = key & "=" Then Recorded = Mid(entry, Len(key) + 2)
    Next index
End Function

' An absolute path on a drive of this machine to python.exe, in printable ASCII.
Private Function IsInterpreter(ByVal path As String) As Boolean
    Dim index As Long, letter As Long
    If Mid(path, 2, 2) <> ":\" Or LCase(Right(path, 11)) <> "\python.exe" Then Exit Function
    For index = 1 To Len(path)
        letter = AscW(Mid(path, index, 1))
        If letter < 32 Or letter > 126 Or letter = 34 Or letter = 37 Then Exit Function
    Next index
    IsInterpreter = True
End Function

' UTF-16 code units, four digits each.
Private Function Hexadecimal(ByVal title As String) As String
    Dim index As Long
    For index = 1 To Len(title)
        Hexadecimal = Hexadecimal & Right("000" & Hex(AscW(Mid(title, index, 1)) And &HFFFF&), 4)
    Next index
End Function

' Words of the add-in's own sheet: key in column 1, words in 2, words without diacritics in 3.
Private Function Words(ByVal key As String, ByVal column As Long) As String
    Dim row As Long, found As String
    Do
        row = row + 1
        found = ThisWorkbook.Worksheets(1).Cells(row, 1).Value
        If found = key Then Words = ThisWorkbook.Worksheets(1).Cells(row, column).Value
    Loop Until found = "" Or found = key
End Function
