// Which column of a table is what: by its heading in the languages that tables are written in, and of
// tables without headings by what stands in it.
import { isIP } from 'node:net';
import { placeOf, placeOfUrl, portOf } from '../place.ts';

export type Field =
  | 'address'
  | 'host'
  | 'name'
  | 'port'
  | 'user'
  | 'group'
  | 'tags'
  | 'jump'
  | 'key'
  | 'note'
  | 'place'
  | 'protocol'
  | 'options'
  | 'secret';

/** Without accents, blanks and signs. `host` is a name where there is an address besides. */
const HEADINGS: Readonly<Record<Exclude<Field, 'secret'>, string>> = {
  address:
    'ip ipaddress ipaddr ipv4 ipv6 ipadresse address addr adresse addresse ipadresse hostnameip adresseip direccion ' +
    'direccionip indirizzo indirizzoip endereco enderecoip adres adresip ipadres адрес ipадрес 地址 ip地址 主机地址 ' +
    'アドレス ipアドレス 位址 ip位址 주소 ip주소 아이피 hostaddress hostip serverip serveraddress publicip privateip publicipaddress ' +
    'privateipaddress managementip mgmtip managementaddress primaryip networkaddress target targetaddress ' +
    'destination ziel zieladresse remotehost hostnameorip hostnameoripaddress hostnameipaddress ansiblehost ' +
    'url uri sshurl command sshcommand',
  host:
    'hostname host fqdn dns dnsname server servername rechner rechnername computer computername machine node ' +
    'domainname serveur hote nomdhote servidor nomehost equipo hostnaam servernaam 主机 主机名 主機 主機名稱 호스트 호스트명 서버 ホスト ホスト名 ' +
    'хост сервер wirt hostnamen maschine',
  name:
    'name label title alias displayname session sessionname connection connectionname bezeichnung titel nom ' +
    'nombre nome naam nazwa имя название 이름 名稱 名称 名前 名字 标题 device devicename gerat geraet geratename geraetename ' +
    'vm vmname entry eintrag',
  port: 'port sshport portnumber portnr hostport tcpport serverport puerto porta poort порт 端口 端口号 埠 連接埠 포트 ポート ansibleport',
  user:
    'user username login loginname loginas account accountname userid sshuser remoteuser ansibleuser benutzer ' +
    'benutzername anmeldename nutzer nutzername utilisateur nomdutilisateur identifiant usuario ' +
    'nombredeusuario utente nomeutente gebruiker gebruikersnaam uzytkownik логин пользователь ' +
    'имяпользователя 用户 用户名 账号 使用者 使用者名稱 帳號 사용자 사용자명 아이디 계정 ユーザ ユーザー ユーザ名 ユーザー名',
  group:
    'group groups groupname folder folderpath foldername gruppe gruppen ordner groupe dossier grupo carpeta ' +
    'gruppo cartella pasta groep grupa группа папка 分组 组 文件夹 群組 그룹 グループ フォルダ フォルダー category kategorie',
  tags: 'tag tags labels schlagworte schlagworter stichworte etiquettes etiquetas keywords метки 标签 タグ',
  jump: 'jump jumphost jumpserver proxyjump bastion bastionhost sshgateway sprunghost sprungserver via 跳板机 踏み台',
  key:
    'key keyfile keypath identity identityfile privatekey privatekeyfile privatekeypath sshkey sshkeyfile ' +
    'sshkeypath pem pemfile schlussel schlusseldatei cle clessh llave chiave ключ 密钥 私钥 秘密鍵 ' +
    'ansiblesshprivatekeyfile',
  note:
    'description note notes comment comments remark remarks beschreibung bemerkung bemerkungen kommentar notiz ' +
    'notizen descripcion nota notas commentaire remarque descrizione commento descricao opis uwagi omschrijving ' +
    'opmerking описание комментарий примечание 描述 备注 備註 설명 비고 说明 説明 備考 メモ',
  place:
    'location standort ort site lieu emplacement ubicacion luogo localizacao locatie lokalizacja ' +
    'местоположение 位置 場所',
  protocol:
    'protocol proto protokoll protocole protocolo protocollo протокол 协议 プロトコル type kind typ art ' +
    'connectiontype verbindungsart',
  options: 'options sshoptions optionen',
};

/** Letters that are no other letter with a mark. */
const LETTERS: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', đ: 'd', ı: 'i', ß: 'ss' };

/** Without accents, blanks and signs: words of ours and headings are compared like this. */
function wordOf(heading: string): string {
  return heading
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/[łøđıß]/g, (letter) => LETTERS[letter]!)
    .normalize('NFC');
}

/** What a password is called, whatever stands before or behind it. */
const SECRET_WORDS =
  'passw passphrase pwd kennwort zugangsdaten motdepasse contrasena senha wachtwoord hasło heslo jelszó parola ' +
  'passord lösenord adgangskode salasana şifre парол κωδικ 密码 密碼 口令 パスワード 暗証 비밀번호 암호 matkhau ' +
  'secret geheim token apikey community credential psk wifikey';
const SECRET = new RegExp(
  `${SECRET_WORDS.split(' ').map(wordOf).join('|')}|^clave|pass\\d*$|pw\\d*$|^(pin|otp|mdp|enable)$`,
);

const BY_HEADING = new Map(
  Object.entries(HEADINGS).flatMap(([field, words]) =>
    words.split(' ').map((word) => [wordOf(word), field as Field] as const),
  ),
);

/** Undefined where no field of ours is called so. */
export function fieldOf(heading: string): Field | undefined {
  const word = wordOf(heading);
  return BY_HEADING.get(word) ?? (SECRET.test(word) ? 'secret' : undefined);
}

export interface Columns {
  /** The column of each field, by its place from 0. */
  readonly at: ReadonlyMap<Field, number>;
  readonly secrets: readonly number[];
  /** Empty where the table has none. */
  readonly headings: readonly string[];
}

/** Undefined where these are no headings, or none of them says where the hosts are. */
export function columnsOfHeadings(values: readonly string[]): Columns | undefined {
  if (values.length < 2) return undefined;
  const fields = values.map((value, at) => fieldOf(at === 0 ? value.replace(/^#+\s*/, '') : value));
  const at = new Map<Field, number>();
  fields.forEach((field, column) => {
    if (field && field !== 'secret' && !at.has(field)) at.set(field, column);
  });
  // A table with a host's name alone: that is where it is.
  const isNamed = at.has('name') && at.size > 1;
  if (!at.has('address') && !at.has('host') && !isNamed) return undefined;
  const secrets = fields.flatMap((field, column) => (field === 'secret' ? [column] : []));
  return { at, secrets, headings: values };
}

/** Of a table without headings; undefined where no column holds addresses. */
export function columnsOfValues(rows: readonly (readonly string[])[]): Columns | undefined {
  const width = Math.max(0, ...rows.map((row) => row.length));
  const columns = Array.from({ length: Math.min(width, 50) }, (_, at) =>
    rows.map((row) => row[at] ?? ''),
  );
  const best = (
    score: (value: string) => number,
    least: number,
    not: readonly number[],
  ): number => {
    const scores = columns.map((column, at) => (not.includes(at) ? 0 : average(column, score)));
    const most = Math.max(...scores);
    return most >= least ? scores.indexOf(most) : -1;
  };
  const address = best(addressScore, 0.5, []);
  if (address < 0) return undefined;
  const port = best((value) => Number(portOf(value) !== undefined), 0.5, [address]);
  const protocol = best(
    (value) => Number(/^(ssh2?|telnet|rdp|vnc|sftp|serial)$/i.test(value)),
    0.5,
    [address],
  );
  const free = columns.map((_, at) => at).filter((at) => ![address, port, protocol].includes(at));
  const isWord = (value: string): number =>
    Number(/^[\w.$\\-]{1,40}$/.test(value) && !/^[\d.-]+$/.test(value));
  // Behind `user@host` stands no second user, but maybe a password.
  const hasUser = (value: string): number => Number(placeOf(value).user !== null);
  const users =
    average(columns[address]!, hasUser) >= 0.5
      ? []
      : free.filter((at) => at > address && average(columns[at]!, isWord) >= 0.5);
  const user = users[0] ?? -1;
  const name = free.find((at) => at !== user && at < address) ?? -1;
  const found = Object.entries({ address, port, protocol, user, name }) as [Field, number][];
  return { at: new Map(found.filter(([, at]) => at >= 0)), secrets: [], headings: [] };
}

/** Of those that have a value. */
export function average(column: readonly string[], score: (value: string) => number): number {
  const filled = column.filter((value) => value !== '');
  if (filled.length === 0 || filled.length < column.length * 0.2) return 0;
  return filled.reduce((sum, value) => sum + score(value), 0) / filled.length;
}

/** 1 for what can be nothing but an address. */
export function addressScore(value: string): number {
  const { address, port } = placeOfUrl(value) ?? placeOf(value);
  if (isIP(address) > 0 && port !== undefined) return 1;
  return /^[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)+$/u.test(address) && /\p{L}/u.test(address) ? 0.8 : 0;
}
