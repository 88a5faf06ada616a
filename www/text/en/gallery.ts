export const galleryText = {
  putIntoYourPage: "Put it into your page",
};
