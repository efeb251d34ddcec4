@echo off
rem Drop one or several workbooks on this file. ASCII only: all Chinese text comes from Python.
setlocal DisableDelayedExpansion
rem Explorer leaves a name with an ampersand unquoted: Python reads the whole command line, not the cut arguments
set XLADDIN_DROPPED=%*
pushd "%~dp0" || goto broken
setlocal EnableDelayedExpansion
set "XLADDIN_CMDLINE=!cmdcmdline!"
"python\python.exe" -X utf8 -B -m xladdin.excel.bundle.drop check
set "RC=!ERRORLEVEL!"
if not defined XLADDIN_NOPAUSE pause
rem plain exit, or the rest of such a name would run as a command
exit !RC!

:broken
echo This folder cannot be opened. Please copy it to a local disk.
if not defined XLADDIN_NOPAUSE pause
exit 9
