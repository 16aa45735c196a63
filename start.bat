@echo off
rem Starts the kit on Windows: double click it. The first start installs everything into .venv in
rem this folder, after that it takes seconds. It needs Python 3.11 to 3.14, 64 bit.
setlocal EnableExtensions DisableDelayedExpansion
title Two Sovereigns
set "LOG=%TEMP%\two-sovereigns-install.log"

pushd "%~dp0" 2>nul || goto :no_folder
if not exist requirements.lock goto :in_zip
if not exist pyproject.toml goto :in_zip
if not exist kit\lab.py goto :in_zip
type nul 2>nul >start.test
if not exist start.test goto :read_only
del start.test

rem Nothing to install where .venv holds what this folder asks for and was not moved here.
set "WAS="
if exist .venv\installed.path set /p WAS=<.venv\installed.path
if not "%WAS%"=="%CD%" goto :find_python
.venv\Scripts\python.exe -c "" >nul 2>nul || goto :find_python
fc /b requirements.lock .venv\installed.lock >nul 2>nul || goto :packages
fc /b pyproject.toml .venv\installed.toml >nul 2>nul || goto :packages
goto :lab

:find_python
set "PY="
set "WRONG="
call :try py -3.13
call :try py -3.14
call :try py -3.12
call :try py -3.11
call :try python
call :try python3
if not defined PY goto :no_python
echo 1 of 3  Preparing .venv with %PY% ...
%PY% -m venv --clear .venv >"%LOG%" 2>&1 || goto :no_venv

:packages
echo 2 of 3  Downloading and installing the packages (once; a few minutes) ...
.venv\Scripts\python.exe -m pip --disable-pip-version-check install --quiet --require-hashes -r requirements.lock >"%LOG%" 2>&1 || goto :no_packages
echo 3 of 3  Installing the kit ...
.venv\Scripts\python.exe -m pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation -e . >"%LOG%" 2>&1 || goto :no_packages
copy /y /b requirements.lock .venv\installed.lock >nul || goto :read_only
copy /y /b pyproject.toml .venv\installed.toml >nul || goto :read_only
>.venv\installed.path echo %CD%

:lab
echo Starting JupyterLab. It opens in your browser; keep this window open while you work.
.venv\Scripts\python.exe -m kit lab %* || goto :no_lab
popd
exit /b 0

:try
rem Keeps the first command that is a Python of the right version; WRONG says that one was not.
if defined PY exit /b 0
%* -c "import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] < (3, 15) and sys.maxsize > 2**32 else 3)" >nul 2>nul
if %ERRORLEVEL%==0 set "PY=%*"
if %ERRORLEVEL%==3 set "WRONG=1"
exit /b 0

:no_folder
echo The folder of the kit cannot be opened: %~dp0
goto :failed

:in_zip
echo This folder holds only a part of the kit: %CD%
echo You probably opened the zip file without unpacking it. Right-click the zip file,
echo choose "Extract All", and start start.bat from the unpacked folder.
goto :failed

:read_only
echo Nothing can be written to this folder: %CD%
echo Copy the kit to a folder of your own, such as Documents, and start it there.
goto :failed

:no_python
if defined WRONG echo The Python on this computer is too old, too new, or a 32-bit one.
if not defined WRONG echo No Python was found on this computer.
echo The kit needs Python 3.11, 3.12, 3.13 or 3.14, 64 bit.
echo Install Python 3.13 from www.python.org/downloads, then start again.
goto :failed

:no_venv
type "%LOG%"
echo Python could not make the folder .venv. If JupyterLab still runs in another window, close it.
goto :failed

:no_packages
type "%LOG%"
findstr /i "NewConnectionError ConnectTimeout ReadTimeout getaddrinfo unreachable ProxyError" "%LOG%" >nul
if not errorlevel 1 goto :no_internet
echo The packages could not be installed; the lines above say why.
echo If they name a very long path, move the kit to a short one such as C:\kit. Otherwise delete
echo the folder .venv and start again.
goto :failed

:no_internet
echo The packages could not be downloaded: is there an internet connection?
echo Only the first start needs it. Connect and start again.
goto :failed

:no_lab
echo JupyterLab ended with an error; the lines above say why.

:failed
echo.
pause
popd
exit /b 1
