' All that touches Excel and Windows.

' What Python has put into the status bar stays; only words of our own are taken back.
Private Sub HostStatus(ByVal told As String)
    If told <> "" Then
        shown = told
        Application.StatusBar = told
    ElseIf CStr(Application.StatusBar) = shown Then
        Application.StatusBar = False
    End If
End Sub

Private Function HostIsWps() As Boolean
    HostIsWps = InStr(1, Application.Path, "\WPS Office\", vbTextCompare) > 0 _
        Or InStr(1, Application.Path, "\Kingsoft\", vbTextCompare) > 0
End Function

Private Function HostHasBook() As Boolean
    HostHasBook = Not ActiveWorkbook Is Nothing
End Function

Private Function HostBookName() As String
    If Not ActiveWorkbook Is Nothing Then HostBookName = ActiveWorkbook.Name
End Function

Private Function HostProtectedViews() As Long
    On Error Resume Next
    HostProtectedViews = Application.ProtectedViewWindows.Count
End Function

Private Function HostWindow() As String
    HostWindow = CStr(Application.Hwnd)
End Function

' The user's own settings file. These objects take paths in Unicode, which VBA's own file statements do not.
Private Function HostSettings() As String
    Dim path As String
    On Error Resume Next
    path = CreateObject("WScript.Shell").ExpandEnvironmentStrings("%APPDATA%\" & SETTINGS_FILE)
    HostSettings = CreateObject("Scripting.FileSystemObject").OpenTextFile(path, 1).ReadAll
End Function

Private Function HostFileExists(ByVal path As String) As Boolean
    HostFileExists = CreateObject("Scripting.FileSystemObject").FileExists(path)
End Function

' The exit code of the program, run without a window; `fault` is the error number where it could not start.
Private Function HostRun(ByVal fullLine As String, ByRef fault As Long) As Long
    On Error Resume Next
    HostRun = CreateObject("WScript.Shell").Run(fullLine, 0, True)
    fault = Err.Number
End Function

' MsgBox knows only the letters of the system's code page, so it gets the words without diacritics.
Private Sub HostShow(ByVal told As String, ByVal toldPlainly As String)
    On Error Resume Next
    CreateObject("WScript.Shell").Popup told, 0, "NQ57", 48 + 4096
    If Err.Number <> 0 Then MsgBox toldPlainly, 48, "NQ57"
End Sub
