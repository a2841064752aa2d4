// A server's own text can only withhold a password: what looks like a code, or like a new password, isn't
// answered with the one that is kept.

const CODE = [
  /\b(code|codes|otp|totp|hotp|token|tokens|2fa|mfa|tan|pin|passcode|pass ?code|factor|push|duo)\b/i,
  /one.?time|verification|verify|authenticator|two.?factor|multi.?factor|second|yubi|secur.?id|challenge|response/i,
  /\b(code|kode|kod|código|codice|einmal\p{L}*|bestätigung\p{L}*|vérification|único|usage unique|jeton)\b/iu,
  /验证码|驗證碼|动态|動態|令牌|一次性|認証|ワンタイム|コード|인증|일회용|одноразов|код|רמז|קוד|رمز|تحقق/iu,
];
const ANOTHER = [
  /\b(new|retype|re-enter|reenter|repeat|again|confirm|change|expired|old|current)\b/i,
  /\b(neue?s?|wiederhol\p{L}*|nouveau|nueva|nova|nuova|nowe|nieuw|confirmer|altes)\b/iu,
  /新密码|新しい|新的|再次|重复|確認|确认|새|нов(ый|ого)|повтор|جديد|חדש/iu,
];
/** Of other things that a person may have a secret for. */
const OTHERS = [
  /passphrase|pass phrase|private key|sudo|keychain|vault|master|bank|card|account of/i,
  /密钥|鍵|parole de clé|schlüssel/iu,
];

/** It asks for a code, or says so. */
export function looksLikeCode(text: string): boolean {
  return CODE.some((words) => words.test(text));
}

/** It isn't plainly the password that one logs in with. */
export function asksForMore(text: string): boolean {
  return looksLikeCode(text) || [...ANOTHER, ...OTHERS].some((words) => words.test(text));
}
