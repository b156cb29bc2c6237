using System.CommandLine;

namespace SearchService.Commands;

/// <summary>Prints what a shell needs to complete verbs, options and their values. The shell asks the program itself for them.</summary>
internal static class CompletionCommand
{
    /// <summary>By shell; each asks with the line as typed behind the program's name, and the place in it.</summary>
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            _searchservice() {
              local line="${COMP_LINE#* }" typed="${COMP_WORDS[COMP_CWORD]}"
              local at=$((COMP_POINT - ${#COMP_LINE} + ${#line}))
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$("$1" "[suggest:$at]" "$line" 2>/dev/null)" -- "$typed"))
            }
            complete -o default -F _searchservice searchservice SearchService
            """,
        ["zsh"] = """
            _searchservice() {
              local line="${BUFFER#* }"
              local at=$((CURSOR - ${#BUFFER} + ${#line}))
              compadd -- ${(f)"$("${words[1]}" "[suggest:$at]" "$line" 2>/dev/null)"} || _files
            }
            compdef _searchservice searchservice SearchService
            """,
        ["fish"] = """
            function __searchservice
              set -l words (commandline -cp | string split -m 1 ' ')
              $words[1] "[suggest:"(string length -- "$words[2]")"]" "$words[2]" 2>/dev/null
            end
            complete -c searchservice -a '(__searchservice)'
            complete -c SearchService -a '(__searchservice)'
            """,
        ["powershell"] = """
            Register-ArgumentCompleter -Native -CommandName searchservice, SearchService -ScriptBlock {
              param($word, $line, $place)
              $command, $rest = "$line" -split ' ', 2
              $at = $place - $command.Length - 1
              & $command "[suggest:$at]" "$rest" 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
              }
            }
            """,
    };

    private static readonly Argument<string> Shell = new("shell")
    {
        Description = string.Join(", ", Scripts.Keys) + ".",
    };

    public static Command Create()
    {
        Shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command("completion", "Print a script that makes a shell complete this program's words.")
        {
            Shell,
        };
        command.SetAction(parsed =>
        {
            Console.Out.WriteLine(Scripts[parsed.GetValue(Shell)!].ReplaceLineEndings("\n"));
            return 0;
        });
        return command;
    }
}
