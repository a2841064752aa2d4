// Scripts for other computers come along as text.
declare module '*.sh?raw' {
  const text: string;
  export default text;
}
