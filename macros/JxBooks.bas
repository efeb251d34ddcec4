Attribute VB_Name = "JxBooks"
Option Explicit
Option Private Module

' What the modules share, and the question which workbooks are ours.

Public Jx As New JxPython
Public JxRibbonUI As Object
Public JxOpened As New Collection

' Custom document properties of our workbooks; a locked submission is not to be worked on
Private Const TEMPLATE_PROPERTY As String = "xladdin.template"
Private Const KIND_PROPERTY As String = "xladdin.kind"
Private Const SEALED_KIND As String = "submission"

' Nothing (no workbook, or Protected View), a foreign workbook and a submission are not ours to work on.
Public Function JxIsOurs(ByVal book As Object) As Boolean
    Dim template As String
    Dim kind As String

    On Error Resume Next
    If book Is Nothing Then Exit Function
    template = book.CustomDocumentProperties(TEMPLATE_PROPERTY).Value
    kind = book.CustomDocumentProperties(KIND_PROPERTY).Value
    JxIsOurs = (Len(template) > 0 And kind <> SEALED_KIND)
End Function

Public Sub JxRefreshRibbon()
    On Error Resume Next
    If Not JxRibbonUI Is Nothing Then JxRibbonUI.Invalidate
End Sub

' The shell's message box, for that of VBA shows only what the system's code page holds.
Public Sub JxSay(ByVal message As String)
    Const EXCLAMATION_ON_TOP As Long = 48 + 4096
    On Error GoTo plain
    CreateObject("WScript.Shell").Popup message, 0, JxTextTitle(), EXCLAMATION_ON_TOP
    Exit Sub
plain:
    ' Windows Script Host is often switched off on managed PCs
    MsgBox message & vbCrLf & "(xladdin: Windows Script Host is not available.)", vbExclamation, "xladdin"
End Sub

' Called by Excel once it is idle after our workbooks were opened. A failure here is
' no one's business: the formulas of the workbook work without Python.
Public Sub JxAfterOpen()
    Dim book As Object

    On Error Resume Next
    Do While JxOpened.Count > 0
        Set book = JxOpened(1)
        JxOpened.Remove 1
        If JxIsOurs(book) Then Jx.Run "opened", book
    Loop
End Sub
