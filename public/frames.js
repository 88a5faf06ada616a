// For a page with figures in frames: each frame of embed.html takes the height of its figure, so that it never scrolls.
addEventListener("message", ({ data, source }) => {
  if (data?.type !== "learning-rate-playground:height") return;
  for (const frame of document.querySelectorAll("iframe"))
    if (frame.contentWindow === source) frame.height = data.height;
});
