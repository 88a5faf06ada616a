//! Tables as people have them: of each what is read, and what is asked or refused.

use crate::common::json;
use learning_rate_playground::data::csv::{self, Choices, Column, Kind};

/// What is read of a column: its name, its kind, and in brackets what is taken off, the mark of decimals where it is a
/// comma or a question, and how many values are missing.
fn described(column: &Column) -> String {
    let mut notes: Vec<String> = column.signs.iter().map(|sign| sign.to_string()).collect();
    notes.extend(column.thousands().map(|mark| format!("1{mark}000")));
    match column.decimal() {
        Some('.') => {}
        Some(mark) => notes.push(format!("0{mark}5")),
        None => notes.push(". or ,".into()),
    }
    if !column.missing.is_empty() {
        notes.push(format!("{} missing", column.missing.len()));
    }
    let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join("; ")) };
    let kind = format!("{:?}", column.kind).to_lowercase();
    format!("{} {kind}{notes}", column.name)
}

/// A table, its columns as described, the lines of data, and picks.
type Case<'a> = (&'a str, &'a str, &'a [&'a str], usize, &'a [Pick<'a>]);
/// Features, target, choices, and either how many samples there are and which is the last, its target after it, or the
/// sentence of what is wrong.
type Pick<'a> = (&'a [f64], f64, &'a str, Result<(usize, &'a [f64]), &'a str>);

const CASES: &[Case] = &[
    (
        "Excel in Germany",
        "\u{feff}Ort;Fläche;Preis\r\nBonn;45,5;1.250,00\r\nKöln;80;2.000,50\r\nBonn;61,25;1.750\r\n",
        &["Ort text", "Fläche numbers (0,5)", "Preis numbers (1.000; 0,5)"],
        3,
        &[(&[1.0], 2.0, "{}", Ok((3, &[61.25, 1750.0]))), (&[1.0, 2.0], 0.0, "{}", Ok((3, &[61.25, 1750.0, 0.0])))],
    ),
    (
        "Excel in Germany, told its separator",
        "sep=;\r\nx;y\r\n1,5;2\r\n2,5;4\r\n",
        &["x numbers (0,5)", "y numbers"],
        2,
        &[(&[0.0], 1.0, "{}", Ok((2, &[2.5, 4.0])))],
    ),
    (
        "Excel in France, with blanks that do not break and a percentage",
        "surface;prix;part\n1\u{202f}200,5;250\u{a0}000 €;12,5 %\n900;180\u{a0}000 €;7 %\n",
        &["surface numbers (1\u{202f}000; 0,5)", "prix numbers (€; 1\u{a0}000)", "part numbers (%; 0,5)"],
        2,
        &[
            (&[0.0, 2.0], 1.0, "{}", Ok((2, &[900.0, 7.0, 180_000.0]))),
            (&[1.0], 0.0, "{}", Ok((2, &[180_000.0, 900.0]))),
        ],
    ),
    (
        "Excel in the US: quotes around thousands, currency",
        "item,units,revenue\nnuts,\"1,200\",\"$12,345.50\"\nbolts,850,-$900.00\n",
        &["item text", "units numbers (1,000)", "revenue numbers ($; 1,000)"],
        2,
        &[(&[1.0], 2.0, "{}", Ok((2, &[850.0, -900.0])))],
    ),
    (
        "India, with lakhs",
        "area,price\n900,\"₹ 12,34,567\"\n1100,\"₹ 1,23,456.50\"\n",
        &["area numbers", "price numbers (₹; 1,000)"],
        2,
        &[(&[0.0], 1.0, "{}", Ok((2, &[1100.0, 123_456.5])))],
    ),
    (
        "Switzerland, with apostrophes of both kinds",
        "Fläche;Miete\n85;CHF 1'234.50\n120;CHF 2’100.00\n60;CHF 980.00\n",
        &["Fläche numbers", "Miete numbers (CHF; 1'000)"],
        3,
        &[(&[0.0], 1.0, "{}", Ok((3, &[60.0, 980.0])))],
    ),
    (
        "R's write.table: blanks, quotes, names of rows without a name",
        "\"Sepal.Length\" \"Petal.Width\" \"Species\"\n\"1\" 5.1 0.2 \"setosa\"\n\"2\" 7 1.4 \"versi color\"\n\"3\" NA 0.3 \"setosa\"\n",
        &["column 1 numbers", "Sepal.Length numbers (1 missing)", "Petal.Width numbers", "Species text"],
        3,
        &[
            (&[1.0, 2.0], 3.0, "{}", Ok((2, &[7.0, 1.4, 1.0]))),
            (&[1.0, 2.0], 3.0, r#"{"missing": "mean"}"#, Ok((3, &[6.05, 0.3, 0.0]))),
            (&[2.0], 3.0, "{}", Ok((3, &[0.3, 0.0]))),
        ],
    ),
    (
        "R's write.csv2",
        "\"\";\"x\";\"y\"\n\"1\";1,5;NA\n\"2\";2,5;4,25\n\"3\";0,5;1,25\n",
        &["column 1 numbers", "x numbers (0,5)", "y numbers (0,5; 1 missing)"],
        3,
        &[(&[1.0], 2.0, r#"{"missing": "mean"}"#, Ok((2, &[0.5, 1.25])))],
    ),
    (
        "pandas' to_csv with its index, and an empty place",
        ",x,y,city\n0,1.5,True,Oslo\n1,,False,Rome\n2,2.5,True,Bern\n",
        &["column 1 numbers", "x numbers (1 missing)", "y text", "city text"],
        3,
        &[
            (&[1.0], 2.0, "{}", Err("Column \"y\" is in every line \"True\"; allowed: a column that varies.")),
            (&[1.0], 2.0, r#"{"missing": "mean"}"#, Ok((3, &[2.5, 1.0]))),
        ],
    ),
    (
        "UCI's credit approval: no names, ? for missing, classes + and -",
        "b,30.83,0,u,+\na,58.67,4.46,u,+\n?,24.50,?,y,-\nb,?,1.54,u,-\n",
        &[
            "column 1 text (1 missing)",
            "column 2 numbers (1 missing)",
            "column 3 numbers (1 missing)",
            "column 4 text",
            "column 5 text",
        ],
        4,
        &[
            (&[1.0], 4.0, "{}", Ok((3, &[24.5, 1.0]))),
            (&[1.0, 2.0], 3.0, "{}", Err("Column \"column 4\" is in every line \"u\"; allowed: a column that varies.")),
        ],
    ),
    (
        "UCI's auto-mpg: runs of blanks, a tab, a name in quotes, ?",
        "18.0   8   307.0      130.0      3504.\t\"chevrolet chevelle malibu\"\n25.0   4   98.00      ?          2046.\t\"ford pinto\"\n 9.0   8   304.0      193.0      4732.\t\"hi 1200d\"\n",
        &[
            "column 1 numbers",
            "column 2 numbers",
            "column 3 numbers",
            "column 4 numbers (1 missing)",
            "column 5 numbers",
            "column 6 text",
        ],
        3,
        &[
            (&[3.0, 4.0], 0.0, "{}", Ok((2, &[193.0, 4732.0, 9.0]))),
            (&[3.0], 0.0, r#"{"missing": "mean"}"#, Ok((3, &[193.0, 9.0]))),
        ],
    ),
    (
        "UCI's adult: a blank after each comma, labels with signs",
        "39, State-gov, 77516, 2174, <=50K\n50, Private, 83311, 0, >50K\n38, ?, 215646, 0, <=50K\n",
        &["column 1 numbers", "column 2 text (1 missing)", "column 3 numbers", "column 4 numbers", "column 5 text"],
        3,
        &[(&[0.0, 3.0], 4.0, "{}", Ok((3, &[38.0, 0.0, 0.0])))],
    ),
    (
        "Kaggle's house prices: columns mostly NA, $",
        "Id,LotFrontage,Alley,PoolQC,SalePrice\n1,65,NA,NA,\"$208,500\"\n2,NA,Grvl,NA,\"$181,500\"\n3,68,NA,NA,\"$223,500\"\n",
        &[
            "Id numbers",
            "LotFrontage numbers (1 missing)",
            "Alley text (2 missing)",
            "PoolQC empty (3 missing)",
            "SalePrice numbers ($; 1,000)",
        ],
        3,
        &[
            (&[1.0], 4.0, "{}", Ok((2, &[68.0, 223_500.0]))),
            (
                &[1.0, 3.0],
                4.0,
                "{}",
                Err("Column \"PoolQC\" has no value in the lines used; allowed: a column with values."),
            ),
            (
                &[1.0],
                3.0,
                r#"{"missing": "mean"}"#,
                Err("Column \"PoolQC\" has no value in the lines used; allowed: a column with values."),
            ),
        ],
    ),
    (
        "a table of Markdown",
        "| area | price |\n|-----:|:-----:|\n| 50 | 1.5 |\n| 70 | 2.25 |\n",
        &["area numbers", "price numbers"],
        2,
        &[(&[0.0], 1.0, "{}", Ok((2, &[70.0, 2.25])))],
    ),
    (
        "a dump with | and nothing around it",
        "a|b|c\n1|2,5|x, y\n2|3,5|z\n",
        &["a numbers", "b numbers (0,5)", "c text"],
        2,
        &[(&[1.0], 2.0, "{}", Ok((2, &[3.5, 1.0])))],
    ),
    (
        "UCI's wine quality: semicolons, names in quotes, decimal points",
        "\"fixed acidity\";\"volatile acidity\";\"density\";\"quality\"\n7.4;0.7;0.9978;5\n7.8;0.88;0.9968;6\n",
        &["fixed acidity numbers", "volatile acidity numbers", "density numbers", "quality numbers"],
        2,
        &[(&[0.0, 1.0, 2.0], 3.0, "{}", Ok((2, &[7.8, 0.88, 0.9968, 6.0])))],
    ),
    (
        "copied from a web page: tabs, thousands, a column called #",
        "#\tCountry\tPopulation\tShare\n1\tIndia\t1,417,492,000\t17.3%\n2\tChina\t1,408,280,000\t17.2%\n",
        &["# numbers", "Country text", "Population numbers (1,000)", "Share numbers (%)"],
        2,
        &[(&[3.0], 2.0, "{}", Ok((2, &[17.2, 1_408_280_000.0])))],
    ),
    (
        "lines of comment before the data, and numbers apart by blanks as NumPy saves them",
        "# made by hand\n% of two columns\n// and more\n\n1.000e+00 2.500e-01\n2.000e+00 5.000e-01\n",
        &["column 1 numbers", "column 2 numbers"],
        2,
        &[(&[0.0], 1.0, "{}", Ok((2, &[2.0, 0.5])))],
    ),
    (
        "a separator at the end of each line",
        "a,b,\n1,2,\n3,5,\n",
        &["a numbers", "b numbers"],
        2,
        &[(&[0.0], 1.0, "{}", Ok((2, &[3.0, 5.0])))],
    ),
    (
        "a separator at the end of each line of data alone",
        "a;b\n1;2;\n3;5;\n",
        &["a numbers", "b numbers"],
        2,
        &[(&[0.0], 1.0, "{}", Ok((2, &[3.0, 5.0])))],
    ),
    (
        "a separator at the end of the names alone",
        "a\tb\t\n1\t2\n3\t5\n",
        &["a numbers", "b numbers"],
        2,
        &[(&[0.0], 1.0, "{}", Ok((2, &[3.0, 5.0])))],
    ),
    (
        "every word for what is missing",
        "x,y\n1,1\n2,\n3,?\n4,NA\n5,NaN\n6,null\n7,-\n8,8\n?,9\n",
        &["x numbers (1 missing)", "y numbers (6 missing)"],
        9,
        &[
            (&[0.0], 1.0, "{}", Ok((2, &[8.0, 8.0]))),
            (&[0.0], 1.0, r#"{"missing": "mean"}"#, Ok((3, &[4.5, 9.0]))),
            (&[1.0], 0.0, "{}", Ok((2, &[8.0, 8.0]))),
        ],
    ),
    (
        "values in no line together",
        "x,y\n1,\n,2\n3,\n",
        &["x numbers (1 missing)", "y numbers (2 missing)"],
        3,
        &[(
            &[0.0],
            1.0,
            "{}",
            Err(
                "Every line lacks a value in a column picked, most often in \"y\": 2 of 3; allowed: columns that have values in the same lines.",
            ),
        )],
    ),
    (
        "percentages as the target",
        "dose;share\n1;12 %\n2;25 %\n3;50%\n",
        &["dose numbers", "share numbers (%)"],
        3,
        &[(&[0.0], 1.0, "{}", Ok((3, &[3.0, 50.0])))],
    ),
    (
        "days in several ways, none of them a number or a label",
        "day,tag,when,seen,sold\n2024-01-05,5.1.2024,1/5/2024,05-Jan-24,1\n2024-01-06,6.1.2024,1/6/2024 12:30,6 January 2024,2\n",
        &["day dates", "tag dates", "when dates", "seen dates", "sold numbers"],
        2,
        &[
            (
                &[0.0],
                4.0,
                "{}",
                Err(
                    "Column \"day\" holds dates, such as \"2024-01-05\"; allowed: a column of numbers, or of labels as the target.",
                ),
            ),
            (
                &[4.0],
                1.0,
                "{}",
                Err(
                    "Column \"tag\" holds dates, such as \"5.1.2024\"; allowed: a column of numbers, or of labels as the target.",
                ),
            ),
            (
                &[4.0],
                2.0,
                "{}",
                Err(
                    "Column \"when\" holds dates, such as \"1/5/2024\"; allowed: a column of numbers, or of labels as the target.",
                ),
            ),
            (
                &[4.0],
                3.0,
                "{}",
                Err(
                    "Column \"seen\" holds dates, such as \"05-Jan-24\"; allowed: a column of numbers, or of labels as the target.",
                ),
            ),
        ],
    ),
    (
        "numbers of telephones",
        "phone,x,y\n555-1234,1,2\n555-9876,2,3\n(555) 555-5555,3,5\n555-1111,4,5\n",
        &["phone text", "x numbers", "y numbers"],
        4,
        &[
            (&[1.0], 2.0, "{}", Ok((4, &[4.0, 5.0]))),
            (
                &[0.0],
                2.0,
                "{}",
                Err("Column \"phone\" is text, such as \"555-1234\"; allowed: as a feature, a column of numbers."),
            ),
            (
                &[1.0],
                0.0,
                "{}",
                Err("Column \"phone\" has more than three labels, such as \"555-1234\"; allowed: two or three."),
            ),
        ],
    ),
    (
        "two labels: yes and no",
        "x,churn\n1,yes\n2,no\n3,\n4,yes\n",
        &["x numbers", "churn text (1 missing)"],
        4,
        &[(&[0.0], 1.0, r#"{"missing": "mean"}"#, Ok((3, &[4.0, 1.0])))],
    ),
    (
        "three labels with numbers in them",
        "x,class\n1,3rd\n2,1st\n3,2nd\n",
        &["x numbers", "class text"],
        3,
        &[(&[0.0], 1.0, "{}", Ok((3, &[3.0, 1.0])))],
    ),
    (
        "three labels that are ranges",
        "x,age\n1,18-25\n2,26-35\n3,36+\n",
        &["x numbers", "age text"],
        3,
        &[(&[0.0], 1.0, "{}", Ok((3, &[3.0, 2.0])))],
    ),
    (
        "classes 0 and 1",
        "x1,x2,y\n0.5,1,0\n1.5,2,1\n2.5,5,1\n",
        &["x1 numbers", "x2 numbers", "y numbers"],
        3,
        &[(&[0.0, 1.0], 2.0, "{}", Ok((3, &[2.5, 5.0, 1.0])))],
    ),
    (
        "$300 as the target, of two values",
        "size,price\n1,$300\n2,$400\n3,$300\n",
        &["size numbers", "price numbers ($)"],
        3,
        &[(&[0.0], 1.0, "{}", Ok((3, &[3.0, 300.0])))],
    ),
    (
        "5,0 as the target",
        "size\tprice\n1\t5,0\n2\t6,0\n3\t5,0\n",
        &["size numbers", "price numbers (0,5)"],
        3,
        &[(&[0.0], 1.0, "{}", Ok((3, &[3.0, 5.0])))],
    ),
    (
        "3.650 as the target, and nothing that says what the point is",
        "size;price\n1;3.650\n2;4.100\n3;3.650\n",
        &["size numbers", "price numbers (. or ,)"],
        3,
        &[
            (
                &[0.0],
                1.0,
                "{}",
                Err(
                    "Column \"price\" has \"3.650\", which is 3.65 or 3650; allowed: one of them, by decimal \".\" or decimal \",\".",
                ),
            ),
            (
                &[1.0],
                0.0,
                "{}",
                Err(
                    "Column \"price\" has \"3.650\", which is 3.65 or 3650; allowed: one of them, by decimal \".\" or decimal \",\".",
                ),
            ),
            (&[0.0], 1.0, r#"{"decimal": "."}"#, Ok((3, &[3.0, 3.65]))),
            (&[0.0], 1.0, r#"{"decimal": ","}"#, Ok((3, &[3.0, 3650.0]))),
        ],
    ),
    (
        "3,650 as the target, and nothing that says what the comma is",
        "size\tprice\n1\t3,650\n2\t4,100\n",
        &["size numbers", "price numbers (. or ,)"],
        2,
        &[
            (
                &[0.0],
                1.0,
                "{}",
                Err(
                    "Column \"price\" has \"3,650\", which is 3650 or 3.65; allowed: one of them, by decimal \".\" or decimal \",\".",
                ),
            ),
            (&[0.0], 1.0, r#"{"decimal": "."}"#, Ok((2, &[2.0, 4100.0]))),
        ],
    ),
    (
        "3.650 as the target, another column says what the point is",
        "size;price\n0,5;3.650\n1,5;4.100\n",
        &["size numbers (0,5)", "price numbers (1.000; 0,5)"],
        2,
        &[(&[0.0], 1.0, "{}", Ok((2, &[1.5, 4100.0])))],
    ),
    (
        "3.650 and 3,650 where commas separate columns",
        "size,price,rent\n1,3.650,\"3,650\"\n2,4.100,\"4,100\"\n",
        &["size numbers", "price numbers", "rent numbers (1,000)"],
        2,
        &[(&[1.0], 2.0, "{}", Ok((2, &[4.1, 4100.0])))],
    ),
    (
        "columns that say different things of the point and the comma",
        "a;b;c\n0.5;0,5;3.650\n1.5;1,5;4.100\n",
        &["a numbers", "b numbers (0,5)", "c numbers (. or ,)"],
        2,
        &[
            (&[0.0], 1.0, "{}", Ok((2, &[1.5, 1.5]))),
            (
                &[0.0],
                2.0,
                "{}",
                Err(
                    "Column \"c\" has \"3.650\", which is 3.65 or 3650; allowed: one of them, by decimal \".\" or decimal \",\".",
                ),
            ),
        ],
    ),
    (
        "two currencies in one column",
        "size,price\n1,$300\n2,€400\n",
        &["size numbers", "price numbers ($; €)"],
        2,
        &[(&[0.0], 1.0, "{}", Err("Column \"price\" has \"$\" and \"€\"; allowed: one of them throughout."))],
    ),
    (
        "a target like numbers that is none is no label",
        "size,price,version\n1,$1.2M,1.2.3\n2,$1.5M,1.2.4\n3,$1.2M,1.2.3\n",
        &["size numbers", "price text", "version text"],
        3,
        &[
            (
                &[0.0],
                1.0,
                "{}",
                Err(
                    "Line 2, column 2 (price) is \"$1.2M\"; allowed: a number such as -1.5 or 1,234.50, as in most of the column.",
                ),
            ),
            (
                &[0.0],
                2.0,
                "{}",
                Err(
                    "Line 2, column 3 (version) is \"1.2.3\"; allowed: a number such as -1.5 or 1,234.50, as in most of the column.",
                ),
            ),
        ],
    ),
    (
        "decimal commas apart by blanks",
        "x y\n1,5 2,5\n3,5 4,5\n",
        &["x numbers (0,5)", "y numbers (0,5)"],
        2,
        &[(&[0.0], 1.0, "{}", Ok((2, &[3.5, 4.5])))],
    ),
    (
        "places of two numbers in a table of commas",
        "name,place,y\na,12.5 13.4,1\nb,12.7 13.9,2\n",
        &["name text", "place text", "y numbers"],
        2,
        &[],
    ),
    (
        "names of cities with blanks",
        "city\tpopulation\nNew York\t8\nLos Angeles\t4\n",
        &["city text", "population numbers"],
        2,
        &[(&[1.0], 0.0, "{}", Ok((2, &[4.0, 0.0])))],
    ),
];

#[test]
fn tables_are_read_as_people_have_them() {
    for (what, text, columns, rows, picks) in CASES {
        let table = csv::columns(text).unwrap_or_else(|wrong| panic!("{what}: {wrong}"));
        assert_eq!(table.columns.iter().map(described).collect::<Vec<_>>(), *columns, "{what}");
        assert_eq!(table.rows(), *rows, "{what}");
        for (features, target, choices, expected) in *picks {
            let choices = Choices::parse(&json(choices)).unwrap();
            let picked = table.table(features, *target, &choices).map_err(|wrong| wrong.to_string());
            let last = picked.as_ref().map_err(|sentence| &sentence[..]).map(|table| {
                let row = table.x.row(table.samples() - 1);
                (table.samples(), row.iter().chain(table.y.last()).copied().collect::<Vec<_>>())
            });
            let expected = expected.map(|(samples, row)| (samples, row.to_vec()));
            assert_eq!(last, expected, "{what}: {features:?} → {target}");
        }
    }
}

#[test]
fn a_column_read_as_numbers_or_as_dates_says_what_it_took_off_and_no_line_is_lost_unsaid() {
    for (what, text, ..) in CASES {
        let table = csv::columns(text).unwrap();
        for (place, column) in table.columns.iter().enumerate() {
            let asks = column.kind == Kind::Numbers && column.decimal().is_none();
            assert_eq!(table.question(place).is_some(), asks, "{what}: {}", column.name);
            assert!(column.missing.iter().all(|row| *row < table.rows()), "{what}: {}", column.name);
        }
    }
}

#[test]
fn a_column_that_numbers_the_lines_is_known_by_its_name_and_its_numbers() {
    for (text, counts) in [
        (",x\n0,5\n1,7\n2,8\n", true),
        ("Id;x\n1;5\n2;7\n3;8\n", true),
        ("x y\n7 5 1\n8 7 2\n9 9 1\n", true),
        ("id,x\n1,5\n3,7\n4,8\n", false),
        ("age,x\n1,5\n2,7\n3,8\n", false),
        ("1,5\n2,7\n3,8\n", false),
        ("id,x\na,5\nb,7\n", false),
    ] {
        let table = csv::columns(text).unwrap();
        assert_eq!([table.counts(0), table.counts(1)], [counts, false], "{text:?}");
    }
}

#[test]
fn choices_are_the_two_there_are() {
    for (choices, sentence) in [
        (r#"{"decimal": ";"}"#, r#"decimal is ";"; allowed: "." or ","."#),
        (r#"{"decimal": 1}"#, r#"decimal is 1; allowed: "." or ","."#),
        (r#"{"missing": "median"}"#, r#"missing is "median"; allowed: "rows" or "mean"."#),
        (r#"{"decimals": ","}"#, r#""decimals" is not known; did you mean decimal?"#),
        ("5", "choices is 5; allowed: { decimal, missing }."),
    ] {
        let said = Choices::parse(&json(choices)).err().unwrap_or_else(|| panic!("{choices} was taken")).to_string();
        assert!(said.starts_with(sentence), "{said}");
    }
}
