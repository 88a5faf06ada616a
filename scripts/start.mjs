import "./build.mjs";

const { preview } = await import("vite"); // installed by the build
const server = await preview();
console.log(`\nThe playground is at ${server.resolvedUrls.local[0]} (Ctrl+C ends it)`);

// Ending npm ends the shell between it and us, but not us: go when that shell has gone.
const shell = process.ppid;
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid === shell || process.exit(), 500);
