/** The figure's colours: paper and ink, one for the walk, one for the hiker, one for each verdict, and eight for hikers
 * side by side. */
import { css } from "lit";

export const theme = css`
  .figure {
    --theme: light;
    --paper: #faf8f3;
    --panel: #fffefb;
    --ink: #22302b;
    --quiet: #5d6862;
    --line: #d9d5c8;
    --trail: #c8102e;
    --hiker: #1d3557;
    --crawls: #5b8db8;
    --arrives: #2f8f5b;
    --bounces: #e0a030;
    --stuck: #8a6fa8;
    --thrown: #b5423c;
    --crawls-text: #2f6490;
    --arrives-text: #1f7145;
    --bounces-text: #8a5a00;
    --stuck-text: #6b4f8c;
    --thrown-text: #a5322c;
    --focus: #1a5fb4;
    /* Okabe and Ito's colours, told apart by colour-blind readers too; the yellow darkened for paper. */
    --h0: #0072b2;
    --h1: #d55e00;
    --h2: #009e73;
    --h3: #cc79a7;
    --h4: #b8860b;
    --h5: #56b4e9;
    --h6: #444444;
    --h7: #8b5a2b;
  }
  .figure.dark {
    --theme: dark;
    --paper: #171c1a;
    --panel: #1f2623;
    --ink: #e6e3d8;
    --quiet: #a3aaa2;
    --line: #3a433e;
    --trail: #ff7a7a;
    --hiker: #a9c9f5;
    --crawls: #6fa3d0;
    --arrives: #4fb57f;
    --bounces: #e3ae4d;
    --stuck: #b195d3;
    --thrown: #dc6f66;
    --crawls-text: #8fbbe2;
    --arrives-text: #6fcb99;
    --bounces-text: #ecc06d;
    --stuck-text: #c6afe2;
    --thrown-text: #f0938b;
    --focus: #8ab8f2;
    --h0: #56b4e9;
    --h1: #e8833a;
    --h2: #2fc79b;
    --h3: #e0a0c6;
    --h4: #f0e442;
    --h5: #9cc9f0;
    --h6: #c8c8c8;
    --h7: #c89b6a;
    color-scheme: dark;
  }
`;
