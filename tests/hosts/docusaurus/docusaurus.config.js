const baseUrl = "/docusaurus/build/";

export default {
  title: "Course notes",
  url: "https://example.org",
  baseUrl,
  scripts: [
    { src: `${baseUrl}playground/learning-rate-playground.js`, defer: true },
    `${baseUrl}playground/frames.js`,
  ],
  presets: [["classic", { docs: { routeBasePath: "/" }, blog: false }]],
};
