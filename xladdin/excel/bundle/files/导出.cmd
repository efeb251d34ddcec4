@echo off
rem Drop one or several workbooks on this file. ASCII only: all Chinese text comes from Python.
setlocal DisableDelayedExpansion
set "XLADDIN_HERE=%~dp0"
rem Explorer leaves a name with an ampersand unquoted: Python reads the whole command line, not the cut arguments
set XLADDIN_DROPPED=%*
setlocal EnableDelayedExpansion
set "XLADDIN_CMDLINE=!cmdcmdline!"
"!XLADDIN_HERE!python\python.exe" -X utf8 -B -m xladdin.cli.dropped export
set "RC=!ERRORLEVEL!"
if not defined XLADDIN_NOPAUSE pause
rem plain exit, or the rest of such a name would run as a command
exit !RC!
