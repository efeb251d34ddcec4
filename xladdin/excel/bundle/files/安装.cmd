@echo off
rem ASCII only: cmd.exe reads this file in the console's code page. All Chinese text comes from Python.
setlocal DisableDelayedExpansion
rem pushd also maps a network path to a drive; where it fails, a double click has set the folder already
pushd "%~dp0" 2>nul
if not exist "python\python.exe" goto unzip
"python\python.exe" -X utf8 -B -m xladdin.excel.install install
set "RC=%ERRORLEVEL%"
if %RC% GTR 9 goto broken
if %RC% LSS 0 goto broken
if not defined XLADDIN_NOPAUSE pause
exit /b %RC%

:unzip
echo Please unzip the whole package into a folder first, then run this file again.
goto help

:broken
echo Python did not start (code %RC%). Windows 10 or later is needed; a virus scanner may also have blocked it.

:help
if not defined XLADDIN_NOPAUSE for %%f in (*.txt) do start "" notepad.exe "%%f"
if not defined XLADDIN_NOPAUSE pause
exit /b 9
