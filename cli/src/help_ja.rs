//! Help in Japanese: the texts beside those of `args.rs`.

use clap::{Command, CommandFactory as _};
use daicho_core::Lang;

use crate::args::Cli;

/// What each command does, by path.
const COMMANDS: [(&str, &str, Option<&str>); 15] = [
    (
        "assess",
        "台帳を評価し、リスク分析表を書き出す",
        Some("例: daicho assess 台帳.xlsx -o リスク分析.xlsx --as-of 2026-03-31"),
    ),
    (
        "inspect",
        "ブックから読み取った内容（シート・表・列の対応・迷った箇所）を示す",
        Some("例: daicho inspect 台帳.xlsx --values"),
    ),
    ("check", "指摘事項と確認事項だけを一覧する", Some("例: daicho check 台帳.xlsx --fail-on must")),
    (
        "explain",
        "リスクや指摘1件の根拠（ルール・条項・条件・セル・対策・計算）を説明する",
        Some("例: daicho explain 台帳.xlsx 3:jis-q-15001/TRF-02:paper"),
    ),
    ("pack", "ルールパックの一覧・表示・検査・テスト・資料作成・ひな形", None),
    ("completions", "シェルの補完スクリプトを出力する", None),
    ("pack list", "組み込みのルールパックを一覧する", None),
    ("pack show", "パックの内容（リスク・対策・チェック）を表示する", None),
    ("pack check", "実行する前に誤りを見つける", None),
    (
        "pack test",
        "各ルールのケースを実行し、ケースで確かめていない場面を示す",
        Some("例: daicho pack test 自社ルール --missing"),
    ),
    (
        "pack doc",
        "パックの内容を、確認用の資料（Markdown又はExcel）にする",
        Some("例: daicho pack doc jis-q-15001 -o 確認資料.xlsx"),
    ),
    ("pack new", "ルールパックのひな形を作る", Some("例: daicho pack new 自社ルール --id our-house")),
    (
        "pack names",
        "ルールで使える名前（項目・値・対策・関数など）を調べる",
        Some("例: daicho pack names 移送方法"),
    ),
    (
        "pack schema",
        "パックのファイルの JSON スキーマを出力する（エディタの補完と検査のため）",
        Some("例: daicho pack schema > pack.schema.json"),
    ),
    (
        "pack diff",
        "パックの二つの版を比べ、新しい版にすると台帳の結果がどう変わるかを試算する",
        Some("例: daicho pack diff jis-q-15001 ./jis-q-15001-next 台帳.xlsx"),
    ),
];

/// What each argument means, by id.
const ARGUMENTS: [(&str, &str); 40] = [
    ("time_limit", "ブック1つを読むのにかけてよい時間（秒）"),
    (
        "password_file",
        "1行目にブックのパスワードを書いたファイル（省くと環境変数 DAICHO_PASSWORD。端末では入力を求める）",
    ),
    ("lang", "ヘルプ・メッセージ・報告書の言語"),
    ("file", "台帳のブックか CSV、又はそれらを入れたフォルダー（全体で一つの台帳として読む）"),
    ("files", "調べるブック・CSV・フォルダー"),
    ("packs", "ルールパックの名前またはパス（複数指定でき、後のものが優先）"),
    ("methods", "評価方法（複数可。判断は最初のものによる）"),
    ("method", "評価方法"),
    ("config", "事業者の設定ファイル（既定は台帳の隣の daicho.toml）"),
    ("as_of", "評価の基準日（既定は今日）"),
    ("output", "書き出すファイル（既定は台帳の隣。JSON は標準出力）"),
    ("format", "結果の形式"),
    ("force", "既存のファイルを置き換える"),
    ("answers", "「確認事項」に回答を記入した報告書（複数指定できる）"),
    ("fail_on", "この重さ以上のものがあれば終了コード 1 にする"),
    ("quiet", "要約を表示しない"),
    ("values", "元の文字列と読み取った値を並べて示す"),
    ("write_mapping", "列と項目の対応を設定ファイルに書き込む（手で直せる。次からはそれに従って読む）"),
    ("missing", "ケースで確かめていない場面ごとに、そのまま貼り付けられるケースを示す"),
    ("rule", "資料にするルールのID又は名前"),
    ("own", "指定したパックのルールだけにし、土台とするパック（extends）のルールは載せない"),
    ("target", "書き出すファイル（既定では、Markdownを標準出力に出す）"),
    ("document", "資料の形式（既定はファイル名の拡張子による。なければMarkdown）"),
    ("risk", "リスクや指摘のID（一意に決まれば一部でよい）。「行の番号:ルール」で、該当しない理由を示す"),
    ("what_if", "許容水準に収めるには何を変えればよいかを示す"),
    ("folder", "作るフォルダ（まだないか、空のもの）"),
    ("id", "パックのID（既定はフォルダ名から作る）"),
    ("words", "名前・表題・書き方に含まれる語"),
    ("old", "古い版のパック（名前またはパス）"),
    ("new", "新しい版のパック（名前またはパス）"),
    ("ledgers", "変更の影響を試算する台帳のブック"),
    ("layers", "両方の版に重ねるルールパック（複数指定できる）"),
    ("parameters", "新しい版で値を変えるパラメーター（複数指定できる）"),
    ("new_method", "新しい版の評価方法（既定は古い版と同じ）"),
    ("all", "長い一覧も省略せずに示す"),
    (
        "fail_on_change",
        "変わるものがあれば終了コード 1 にする（台帳があれば台帳の結果、なければルールの判定）",
    ),
    ("client", "取引先の設定（daicho.toml）のスキーマを出力する"),
    ("shell", "補完を出力するシェル"),
    ("help", "ヘルプを表示する"),
    ("version", "バージョンを表示する"),
];

/// What `--config` means where no workbook is given, beside which settings could be looked for.
const CONFIG_OF_PACKS: &str = "パックに重ねる事業者の設定ファイル（daicho.toml など。省くと設定は重ねない）";

/// The command line with its help in `lang`.
pub(crate) fn command(lang: Lang) -> Command {
    let command = Cli::command();
    match lang {
        Lang::En => command,
        Lang::Ja => {
            japanese(command, "").about("個人情報管理台帳のリスク分析（プライバシーマーク、JIS Q 15001）")
        }
    }
}

fn japanese(mut command: Command, path: &str) -> Command {
    command.build();
    let ids: Vec<String> = command.get_arguments().map(|argument| argument.get_id().to_string()).collect();
    for id in ids {
        if let Some((_, help)) = ARGUMENTS.iter().find(|(known, _)| *known == id) {
            let of_packs = id == "config" && path.starts_with("pack ") && path != "pack diff";
            let help = if of_packs { CONFIG_OF_PACKS } else { *help };
            command = command.mut_arg(&id, |argument| argument.help(help).long_help(None::<&str>));
        }
    }
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        let inner = if path.is_empty() { name.clone() } else { format!("{path} {name}") };
        command = command.mut_subcommand(&name, |sub| {
            let mut sub = japanese(sub, &inner);
            if let Some((_, about, example)) = COMMANDS.iter().find(|(known, _, _)| *known == inner) {
                sub = sub.about(*about);
                if let Some(example) = example {
                    sub = sub.after_help(*example);
                }
            }
            sub
        });
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_command(command: &Command, visit: &mut dyn FnMut(&Command)) {
        visit(command);
        command
            .get_subcommands()
            .filter(|sub| sub.get_name() != "help")
            .for_each(|sub| every_command(sub, visit));
    }

    #[test]
    fn every_command_and_argument_has_japanese_help() {
        let is_japanese = |text: String| !text.is_ascii();
        every_command(&command(Lang::Ja), &mut |command| {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(is_japanese(about), "{}", command.get_name());
            for argument in command.get_arguments() {
                let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(is_japanese(help), "{} {}", command.get_name(), argument.get_id());
            }
        });
    }
}
