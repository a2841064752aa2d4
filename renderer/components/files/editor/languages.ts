// Which language a file's text is in, by its name; each comes in a part of the bundle of its own.
import { StreamLanguage, type StreamParser } from '@codemirror/language';
import type { Extension } from '@codemirror/state';

type Load = () => Promise<StreamParser<unknown>>;

const shell: Load = async () => (await import('@codemirror/legacy-modes/mode/shell')).shell;
const yaml: Load = async () => (await import('@codemirror/legacy-modes/mode/yaml')).yaml;
const toml: Load = async () => (await import('@codemirror/legacy-modes/mode/toml')).toml;
const nginx: Load = async () => (await import('@codemirror/legacy-modes/mode/nginx')).nginx;
const docker: Load = async () =>
  (await import('@codemirror/legacy-modes/mode/dockerfile')).dockerFile;
const properties: Load = async () =>
  (await import('@codemirror/legacy-modes/mode/properties')).properties;
const script: Load = async () =>
  (await import('@codemirror/legacy-modes/mode/javascript')).javascript;
const typescript: Load = async () =>
  (await import('@codemirror/legacy-modes/mode/javascript')).typescript;
const json: Load = async () => (await import('@codemirror/legacy-modes/mode/javascript')).json;
const python: Load = async () => (await import('@codemirror/legacy-modes/mode/python')).python;
const xml: Load = async () => (await import('@codemirror/legacy-modes/mode/xml')).xml;
const html: Load = async () => (await import('@codemirror/legacy-modes/mode/xml')).html;
const css: Load = async () => (await import('@codemirror/legacy-modes/mode/css')).css;
const sql: Load = async () => (await import('@codemirror/legacy-modes/mode/sql')).standardSQL;
const diff: Load = async () => (await import('@codemirror/legacy-modes/mode/diff')).diff;
const ruby: Load = async () => (await import('@codemirror/legacy-modes/mode/ruby')).ruby;
const perl: Load = async () => (await import('@codemirror/legacy-modes/mode/perl')).perl;
const lua: Load = async () => (await import('@codemirror/legacy-modes/mode/lua')).lua;
const go: Load = async () => (await import('@codemirror/legacy-modes/mode/go')).go;
const rust: Load = async () => (await import('@codemirror/legacy-modes/mode/rust')).rust;
const c: Load = async () => (await import('@codemirror/legacy-modes/mode/clike')).cpp;
const java: Load = async () => (await import('@codemirror/legacy-modes/mode/clike')).java;
const power: Load = async () =>
  (await import('@codemirror/legacy-modes/mode/powershell')).powerShell;

/** By a whole name, or by an ending; small letters. */
const LANGUAGES: Readonly<Record<string, Load>> = {
  ...{ sh: shell, bash: shell, zsh: shell, profile: shell, bashrc: shell, zshrc: shell },
  ...{ yaml, yml: yaml, toml, dockerfile: docker, containerfile: docker },
  ...{ ini: properties, conf: nginx, cfg: properties, properties, env: properties },
  ...{ service: properties, socket: properties, timer: properties, gitconfig: properties },
  ...{ js: script, mjs: script, cjs: script, ts: typescript, json, jsonc: json },
  ...{ py: python, xml, svg: xml, html, htm: html, css, sql, diff, patch: diff },
  ...{ rb: ruby, pl: perl, pm: perl, lua, go, rs: rust, java, ps1: power },
  ...{ c, h: c, cc: c, cpp: c, hpp: c },
};

/** Nothing for text in none that is known. */
export async function languageOf(name: string): Promise<Extension> {
  const parts = name.toLowerCase().split('.');
  const load = LANGUAGES[parts.join('.')] ?? LANGUAGES[parts.at(-1)!];
  return load ? StreamLanguage.define(await load()) : [];
}
