/** Views that are shown only where a scene asks for them. */
export const ON_REQUEST = ["accuracy", "weights", "multiples", "table", "bands"];
