@echo off
rem ASCII only: cmd.exe reads this file in the console's code page. All Chinese text comes from Python.
setlocal DisableDelayedExpansion
if not defined LOCALAPPDATA exit /b 9
pushd "%~dp0" 2>nul
"python\python.exe" -X utf8 -B -m xladdin.excel.install uninstall
set "RC=%ERRORLEVEL%"
if "%RC%"=="0" goto remove
if not defined XLADDIN_NOPAUSE pause
exit /b %RC%

:remove
cd /d "%TEMP%"
rem Python has ended, so its folder can go. A group is parsed as a whole: this file may delete itself in it.
(
  for /l %%i in (1,1,5) do if exist "%LOCALAPPDATA%\xladdin" (
    rd /s /q "%LOCALAPPDATA%\xladdin" 2>nul
    if exist "%LOCALAPPDATA%\xladdin" ping -n 2 127.0.0.1 >nul
  )
  if not defined XLADDIN_NOPAUSE pause
  exit /b 0
)
