// What of a site of WinSCP can't come along: most of it is about files, which this list knows.
import { say, type Said } from '../../../../words/said.ts';
import type { Unmapped } from '../../found.ts';
import { ofBug } from '../putty/leftBehind.ts';
import { saysAnything, shown, type Setting, type Settings } from '../putty/settings.ts';

const READ = `HostName PortNumber UserName FSProtocol PublicKeyFile DetachedCertificate PingInterval
  PingIntervalSecs PingIntervalSec PingType Timeout TryAgent AgentFwd Compression AddressFamily
  GSSAPIFwdTGT GssapiFwd RemoteDirectory Note SourceAddress ProxyMethod ProxyHost ProxyPort
  ProxyUsername ProxyTelnetCommand ProxyLocalCommand ProxyDNS ProxyLocalhost Tunnel TunnelHostName
  TunnelPortNumber TunnelUserName IsWorkspace`;

/** How WinSCP shows and transfers files, and how its own ssh behaves: nothing that a shell has. */
const ONLY_ABOUT_FILES = `LocalDirectory OtherLocalDirectory SynchronizeBrowsing UpdateDirectories
  CacheDirectories CacheDirectoryChanges PreserveDirectoryChanges RequireDirectories ResolveSymlinks
  FollowDirectorySymlinks ConsiderDST ClearAliases UnsetNationalVars IgnoreLsWarnings SCPLsFullTime
  Scp1Compatibility TimeDifference TimeDifferenceAuto DeleteToRecycleBin OverwrittenToRecycleBin
  RecycleBinPath ExitCode1IsError LookupUserGroups LookupUserGroups2 EOLType TrimVMSVersions
  VMSAllRevisions Utf SFTPUtfBug InternalEditorEncoding ListingCommand AliasGroupList ReturnVar
  TcpNoDelay SendBuf SshSendBuf SshSimple SftpServer SFTPMaxVersion SFTPMaxPacketSize
  SFTPDownloadQueue SFTPUploadQueue SFTPListingQueue SFTPRealPath SFTPSymlinkBug SFTPSignedTSBug
  RekeyBytes RekeyTime AuthKI AuthKIPassword AuthGSSAPI AuthGSSAPIKEX AuthTIS GSSLibs
  TunnelLocalPortNumber FtpPasvMode FtpForcePasvIp FtpForcePasvIp2 FtpUseMlsd FtpAccount
  FtpPingInterval FtpPingType FtpTransferActiveImmediately FtpTransferActiveImmediately2 Ftps
  FtpListAll FtpHost FtpWorkFromCwd FtpDeleteFromCwd FtpAnyCodeForPwd FtpProxyLogonType
  SslSessionReuse MinTlsVersion MaxTlsVersion WebDavLiberalEscaping S3DefaultRegion S3Profile
  S3UrlStyle S3MaxKeys S3CredentialsEnv PuttySettings CustomParam1 CustomParam2 Special Protocol
  WinTitle Selected ProtocolFeatures`;

const SILENT = new Set(`${READ} ${ONLY_ABOUT_FILES}`.toLowerCase().split(/\s+/));

const WHYS: ReadonlyMap<string, Said> = new Map<string, Said>([
  ['postlogincommands', say('import-typed')],
  ['color', say('import-colour-mark')],
  ['tunnelpublickeyfile', say('import-hop-key')],
  ['tunnelhostkey', say('import-host-keys')],
  ['sshhostkey', say('import-host-keys')],
  ['cipher', say('import-algorithms')],
  ['kex', say('import-algorithms')],
  ['hostkey', say('import-algorithms')],
  ['loghost', say('import-host-key-name')],
]);
const SECRET = /pass(?:word|phrase)|encryptkey|secret|token/i;
/** About passwords, and none itself. */
const NO_SECRET = /^(?:AuthKIPassword|FtpAnyCodeForPwd|ChangePassword)$/i;
const SSH_1 = /^[01]$/;

export function leftOfSite(where: string, settings: Settings): Unmapped[] {
  const scp = settings.int('FSProtocol', 1) === 0;
  return [
    ...(scp ? [{ where, what: 'FSProtocol=0', why: say('import-scp-only') }] : []),
    ...settings.all().flatMap((setting) => ofOne(where, setting)),
  ];
}

function ofOne(where: string, setting: Setting): Unmapped[] {
  const name = setting.name.toLowerCase();
  if (name === 'sshprot') {
    const old = SSH_1.test(String(setting.value));
    return old ? [{ where, what: shown(setting), why: say('import-old-ssh') }] : [];
  }
  if (SILENT.has(name) || isSecret(setting.name) || !saysAnything(setting)) return [];
  const what = name === 'postlogincommands' ? setting.name : shown(setting);
  const why = /^bug/.test(name) ? ofBug(setting) : (WHYS.get(name) ?? say('import-only-there'));
  return why ? [{ where, what, why }] : [];
}

export function isSecret(name: string): boolean {
  return SECRET.test(name) && !NO_SECRET.test(name);
}
