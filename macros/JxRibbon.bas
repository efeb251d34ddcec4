Attribute VB_Name = "JxRibbon"
Option Explicit

' One Sub for each button of customUI14.xml, and nothing else that is public.

Public Sub JxOnLoad(ribbon As IRibbonUI)
    Set JxRibbonUI = ribbon
End Sub

Public Sub JxGetEnabled(control As IRibbonControl, ByRef returnedVal)
    returnedVal = JxIsOurs(ActiveWorkbook)
End Sub

Public Sub JxNewBook(control As IRibbonControl)
    RunAction "new_book"
End Sub

Public Sub JxImport(control As IRibbonControl)
    RunAction "import_tables"
End Sub

Public Sub JxAddRow(control As IRibbonControl)
    RunInBook "add_row"
End Sub

Public Sub JxDeleteRow(control As IRibbonControl)
    RunInBook "delete_row"
End Sub

Public Sub JxRecalculate(control As IRibbonControl)
    RunInBook "recalculate"
End Sub

Public Sub JxUndo(control As IRibbonControl)
    RunInBook "undo"
End Sub

Public Sub JxCheck(control As IRibbonControl)
    RunInBook "check"
End Sub

Public Sub JxPreviousFinding(control As IRibbonControl)
    RunInBook "previous_finding"
End Sub

Public Sub JxNextFinding(control As IRibbonControl)
    RunInBook "next_finding"
End Sub

Public Sub JxExport(control As IRibbonControl)
    RunInBook "export"
End Sub

Public Sub JxMail(control As IRibbonControl)
    RunInBook "mail"
End Sub

Public Sub JxReport(control As IRibbonControl)
    RunInBook "report"
End Sub

' Lets a broken Python be tried again; if it still does not start, says what was looked for and where.
Public Sub JxDiagnose(control As IRibbonControl)
    Dim failure As String
    Dim setup As New JxServer
    Dim interpreter As String

    Jx.Reset
    failure = Jx.Run("diagnose", ActiveWorkbook)
    If Len(failure) = 0 Then Exit Sub
    interpreter = setup.GetConfig("INTERPRETER_WIN")
    JxSay JxTextNoPython() & vbCrLf & vbCrLf & _
        JxTextInterpreter() & interpreter & IIf(FileIsThere(interpreter), JxTextFound(), JxTextMissing()) & vbCrLf & _
        "Excel " & Application.Version & ", " & Application.OperatingSystem & vbCrLf & _
        failure
End Sub

Public Sub JxAbout(control As IRibbonControl)
    RunAction "about"
End Sub

Private Sub RunInBook(ByVal action As String)
    If JxIsOurs(ActiveWorkbook) Then
        RunAction action
    Else
        JxSay JxTextNotOurs()
    End If
End Sub

Private Sub RunAction(ByVal action As String)
    Dim failure As String

    failure = Jx.Run(action, ActiveWorkbook)
    If Len(failure) > 0 Then JxSay JxTextNoPython() & vbCrLf & vbCrLf & failure
End Sub

Private Function FileIsThere(ByVal path As String) As Boolean
    On Error GoTo plain
    FileIsThere = CreateObject("Scripting.FileSystemObject").FileExists(path)
    Exit Function
plain:
    ' the scripting objects are often switched off; Dir$ knows only names of the code page
    Resume byDir
byDir:
    On Error Resume Next
    FileIsThere = (Len(Dir$(path)) > 0)
End Function
