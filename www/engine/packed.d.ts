/** A file's bytes, compressed by gzip, in base64 (scripts/inside.mjs). */
declare module "*?packed" {
  const text: string;
  export default text;
}
