Attribute VB_Name = "JxUnicode"
Option Explicit
Option Private Module

' VBA sources are kept in ASCII, because a project is stored in one code page.
' Chinese text is written as \uXXXX and decoded here.
Public Function JxDecode(ByVal escaped As String) As String
    Dim pieces() As String
    Dim i As Long

    pieces = Split(escaped, "\u")
    JxDecode = pieces(0)
    For i = 1 To UBound(pieces)
        JxDecode = JxDecode & ChrW(CLng("&H" & Left(pieces(i), 4))) & Mid(pieces(i), 5)
    Next i
End Function
