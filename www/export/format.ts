/** What a figure can be exported as. */
export type Format = "png" | "svg" | "csv" | "json" | "py";
