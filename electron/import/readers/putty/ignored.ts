// What PuTTY and KiTTY write into every session that says nothing of a host: their windows, fonts,
// keys, logs and the terminal's own behaviour. These names are let pass; any other that says something
// is told to the person.

const SESSION = `Present CloseOnExit WarnOnClose TCPNoDelay TCPKeepalives TerminalSpeed TerminalModes
  SaveOnExit RekeyTime RekeyBytes GssapiRekey SshBanner AuthTIS AuthKI AuthGSSAPI AuthGSSAPIKEX
  GSSLibs PreferKnownHostKeys BugDHGEx2 BuggyMAC ConnectionSharingUpstream
  ConnectionSharingDownstream StampUtmp LoginShell SSH2DES ProxyLogToTerm TryPalette`;

/** Of connections of other kinds, unused by ssh. */
const OTHER_KINDS = `RFCEnviron PassiveTelnet TelnetKey TelnetRet LocalUserName SerialLine
  SerialSpeed SerialDataBits SerialStopHalfbits SerialParity SerialFlowControl SUPDUPLocation
  SUPDUPCharset SUPDUPMoreProcessing SUPDUPScrolling`;

const LOGS = `LogFileName LogType LogFileClash LogFlush LogHeader SSHLogOmitPasswords SSHLogOmitData
  LogTimestamp LogTimeRotation`;

const KEYBOARD = `BackspaceIsDelete RXVTHomeEnd LinuxFunctionKeys ShiftedArrowKeys NoApplicationKeys
  NoApplicationCursors NoMouseReporting NoRemoteResize NoAltScreen NoRemoteWinTitle
  NoRemoteClearScroll NoRemoteQTitle RemoteQTitleAction NoDBackspace NoRemoteCharset
  ApplicationCursorKeys ApplicationKeypad NetHackKeypad AltF4 AltSpace AltOnly ComposeKey
  CtrlAltKeys OSXOptionMeta OSXCommandMeta LocalEcho LocalEdit Answerback EnterSendsCrLf
  CapsLockCyr DisableAltGr CtrlTabSwitch`;

const WINDOW = `AlwaysOnTop FullScreenOnAltEnter HideMousePtr SunkenEdge WindowBorder CurType
  BlinkCur Beep BeepInd BellWaveFile BellOverload BellOverloadN BellOverloadT BellOverloadS
  ScrollbackLines DECOriginMode AutoWrapMode LFImpliesCR CRImpliesLF DisableArabicShaping
  DisableBidi DisableBracketedPaste WinNameAlways WinTitle TermWidth TermHeight UseSystemColours
  ANSIColour Xterm256Colour TrueColour BoldAsColour RawCNP PasteRTF MouseIsXterm RectSelect
  PasteControls MouseOverride MouseAutocopy MousePaste CtrlShiftIns CtrlShiftCV UTF8linedraw
  CJKAmbigWide UTF8Override Printer ScrollBar ScrollBarFullScreen ScrollOnKey ScrollOnDisp
  EraseToScrollback LockSize BCE BlinkText ScrollbarOnLeft ShadowBold ShadowBoldOffset
  WindowClass ResizeAction`;

const FONTS = ['Font', 'BoldFont', 'WideFont', 'WideBoldFont'].flatMap((font) =>
  ['', 'Name', 'IsBold', 'CharSet', 'Height', 'Quality', 'VTMode'].map((part) => font + part),
);

const KITTY = `TransparencyValue SendToTray Maximize Fullscreen Icone IconeFile WinSCPProtocol
  PSCPOptions PSCPShell TermXPos TermYPos WindowState SaveWindowPos ForegroundOnBell
  SCPAutoPwd NoFocusReporting LinesAtAScroll SSHTunnelInTitle OSC52WarnBeforeClipboardSync
  WakeupReconnect FailureReconnect BgOpacity BgSlideshow BgType BgImageFile BgImageStyle
  BgImageAbsoluteX BgImageAbsoluteY BgImagePlacement HyperlinkUnderline HyperlinkUseCtrlClick
  HyperlinkBrowserUseDefault HyperlinkBrowser HyperlinkRegularExpressionUseDefault
  HyperlinkRegularExpression rzCommand rzOptions szCommand szOptions zDownloadDir ScriptMode
  ScriptLineDelay ScriptCharDelay ScriptCondLine ScriptCondUse ScriptCRLF ScriptEnable
  ScriptExcept ScriptTimeout ScriptWait ScriptHalt UnderlinedAsColour SelectedAsColour
  BoldAsColourTest InitDelay CygtermAltMetabit CygtermAutoPath Cygterm64 PuTTYTray
  WindowClosable WindowMinimizable WindowMaximizable WindowHasSysMenu DisableBottomButtons`;

const ONLY_ABOUT_THE_TOOL = new Set(
  [SESSION, OTHER_KINDS, LOGS, KEYBOARD, WINDOW, FONTS.join(' '), KITTY]
    .join(' ')
    .toLowerCase()
    .split(/\s+/),
);
const NUMBERED = /^(?:Colour|Wordness)\d+$/i;

export function isOnlyAboutTheTool(name: string): boolean {
  return name === '@' || NUMBERED.test(name) || ONLY_ABOUT_THE_TOOL.has(name.toLowerCase());
}

export function isColour(name: string): boolean {
  return /^Colour\d+$/i.test(name);
}
