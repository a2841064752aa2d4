; What the Windows installer does besides electron-builder's own: bowline:// links open Bowline,
; for whom it was installed (SHELL_CONTEXT: this user, or all), and no longer when it is removed.
!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\bowline" "" "URL:Bowline link"
  WriteRegStr SHELL_CONTEXT "Software\Classes\bowline" "URL Protocol" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\bowline\DefaultIcon" "" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\bowline\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
!macroend

!macro customUnInstall
  ${ifNot} ${isUpdated}
    DeleteRegKey SHELL_CONTEXT "Software\Classes\bowline"
  ${endIf}
!macroend
