const flushLeft = (text) => text.replace(/\n\s+/g, "\n");

/** For the builds: indentation, of templates and styles too, is for those who write. */
export const indentation = {
  name: "flush-left",
  apply: "build",
  transformIndexHtml: flushLeft,
  transform: { filter: { id: /\/www\/.*\.ts$/ }, handler: flushLeft },
};
