/** Tables of hikers and their swatches. */
export const hikersStyle = `
.swatch {
  display: inline-block;
  width: 12px;
  height: 12px;
  margin-right: 8px;
  border-radius: 50%;
}
.h0 {
  background: var(--h0);
}
.h1 {
  background: var(--h1);
}
.h2 {
  background: var(--h2);
}
.h3 {
  background: var(--h3);
}
.h4 {
  background: var(--h4);
}
.h5 {
  background: var(--h5);
}
.h6 {
  background: var(--h6);
}
.h7 {
  background: var(--h7);
}
.table {
  overflow-x: auto;
}
table {
  border-collapse: collapse;
  font-variant-numeric: tabular-nums;
}
th,
td {
  padding: 4px 18px 4px 0;
  border-bottom: 1px solid var(--line);
  text-align: right;
  white-space: nowrap;
}
thead th {
  color: var(--quiet);
  font-weight: 400;
}
th:first-child,
.word,
thead th:last-child {
  text-align: left;
}
th[scope="row"] {
  font-weight: 400;
}
tr.chosen th[scope="row"] {
  font-weight: 600;
}
.word.crawls {
  color: var(--crawls-text);
}
.word.arrives {
  color: var(--arrives-text);
}
.word.bounces {
  color: var(--bounces-text);
}
.word.stuck {
  color: var(--stuck-text);
}
.word.thrown {
  color: var(--thrown-text);
}
@container figure (max-width: 760px) {
  .hikers button {
    height: auto;
    white-space: normal;
    text-align: left;
  }
  table {
    font-size: 14px;
  }
  th,
  td {
    padding-right: 8px;
  }
  thead th {
    white-space: normal;
    vertical-align: bottom;
  }
}
`;
