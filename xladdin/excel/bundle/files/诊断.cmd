@echo off
rem ASCII only: cmd.exe reads this file in the console's code page. All Chinese text comes from Python.
setlocal DisableDelayedExpansion
pushd "%~dp0" 2>nul
"python\python.exe" -X utf8 -B -m xladdin.excel.doctor
set "RC=%ERRORLEVEL%"
if not defined XLADDIN_NOPAUSE pause
exit /b %RC%
