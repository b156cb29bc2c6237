using System.CommandLine;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using SearchService.Commands;
using SearchService.Tests.Running;
using SearchService.Tests.Shared;

namespace SearchService.Tests;

/// <summary>What the README says is so: its commands work, its outputs are real, its tables name what there is and all of it.</summary>
[Collection(SampleCollection.Name)]
public sealed partial class ReadmeTests(SampleCollection sample)
{
    private const string Address = "http://127.0.0.1:5080";

    private static readonly string Readme = File.ReadAllText(Repository.Path("README.md"));

    private RunningService Service => sample.Service;

    [Fact]
    public async Task Commands_InItsConsoles_WorkAndPrintWhatStandsBelowThem()
    {
        var commands = Consoles().SelectMany(Commands).ToList();

        Assert.NotEmpty(commands);
        foreach (var (command, output) in commands)
        {
            var words = Split(command);
            var settings = words.TakeWhile(word => Assignment().IsMatch(word)).ToList();
            Assert.All(settings, setting => Assert.Contains(setting.Split('=')[0], Environments()));
            words = words[settings.Count..];
            switch (words)
            {
                case ["dotnet", "test", ..]:
                case ["dotnet", "pack" or "tool", ..]: // ToolTests does them.
                    break;
                case ["dotnet", "run", "--project", "src/SearchService"]:
                    AssertIndexed(output);
                    break;
                case ["dotnet", "run", "--project", "src/SearchService", "--", .. var arguments]:
                    Assert.True(CommandLine.Parse(arguments).Errors.Count == 0, command);
                    await AssertPrintedAsync(arguments, output);
                    break;
                case ["dotnet", "run", "--project", "src/SearchService", "-p:LuceneNet=true", "--", .. var arguments]:
                    // What it runs on cannot be restored everywhere; the tests of that engine do it where it can.
                    Assert.True(CommandLine.Parse(arguments).Errors.Count == 0, command);
                    break;
                case ["curl", .. var arguments]:
                    await AnswerAsync(arguments);
                    break;
                default:
                    Assert.Fail("The README has a command of which this test knows nothing: " + command);
                    break;
            }
        }
    }

    [Fact]
    public async Task Answers_BelowACurl_AreWhatTheServiceAnswers()
    {
        var shown = CurlWithAnswer().Matches(Readme);

        Assert.NotEmpty(shown);
        foreach (Match match in shown)
        {
            var answer = await AnswerAsync([.. Split(match.Groups["command"].Value).Skip(1)]);
            var strings = Strings(answer.Json).ToHashSet(StringComparer.Ordinal);
            foreach (
                var text in JsonString()
                    .Matches(match.Groups["json"].Value)
                    .Select(m => JsonSerializer.Deserialize<string>(m.Value)!)
            )
            {
                // An ellipsis stands for what was left out.
                Assert.All(
                    text.Split('…', StringSplitOptions.TrimEntries),
                    part => Assert.Contains(strings, value => value.Contains(part, StringComparison.Ordinal))
                );
            }
        }
    }

    [Fact]
    public void Settings_InItsTable_AreThoseOfTheProgram()
    {
        var rows = Table("setting");

        Assert.Equal(SettingOptions.All.Select(option => option.Name[2..]), rows.Select(row => Codes(row[0]).Single()));
        Assert.Equal(Environments(), rows.Select(row => Codes(row[1]).Single()));
        Assert.Equal(
            SettingOptions.All.Select(option => option.Aliases.Prepend(option.Name)),
            rows.Select(row => Codes(row[2]).AsEnumerable())
        );
        using var file = JsonDocument.Parse(
            File.ReadAllText(Repository.Path("src", "SearchService", "appsettings.json"))
        );
        Assert.Equal(
            rows.Select(row => Codes(row[3])[0]),
            rows.Select(row => file.RootElement.At(Codes(row[0])[0].Split(':')).GetString())
        );
        Assert.Contains(Address, rows[^1][3], StringComparison.Ordinal);
    }

    [Fact]
    public void Verbs_InItsTable_AreThoseOfTheProgramWithAllTheirOptions()
    {
        var rows = Table("verb");
        var verbs = CommandLine.Create().Subcommands;

        Assert.Equal(
            verbs.Select(verb => verb.Name).Order(StringComparer.Ordinal),
            rows.Select(row => Codes(row[0])[0].Split(' ')[0]).Order(StringComparer.Ordinal)
        );
        foreach (var row in rows)
        {
            var verb = verbs.Single(verb => verb.Name == Codes(row[0])[0].Split(' ')[0]);
            var named = Codes(row[1])
                .Select(code => code.Split(' ')[0])
                .Where(code => code.StartsWith("--", StringComparison.Ordinal));
            Assert.Equal(
                verb.Options.Select(option => option.Name).Order(StringComparer.Ordinal),
                named.Order(StringComparer.Ordinal)
            );
        }
    }

    [Fact]
    public async Task Requests_InItsTable_AreThoseOfTheApiWithAllTheirParameters()
    {
        var described = (await Service.GetAsync("/openapi/v1.json"))
            .Is(HttpStatusCode.OK)
            .Json.At("paths")
            .EnumerateObject()
            .SelectMany(path =>
                path.Value.EnumerateObject()
                    .Select(operation =>
                        (Request: operation.Name.ToUpperInvariant() + " " + path.Name, Operation: operation.Value)
                    )
            )
            .ToList();
        var rows = Table("request");
        var named = rows.SelectMany(row => Codes(row[0])).Select(request => request.Split('?')[0]);

        Assert.Equal(
            described.Select(operation => operation.Request).Order(StringComparer.Ordinal),
            named.Order(StringComparer.Ordinal)
        );
        var parameters = described
            .Where(operation => operation.Operation.TryGetProperty("parameters", out _))
            .SelectMany(operation =>
                operation.Operation.Items("parameters").Select(parameter => parameter.Text("name")!)
            )
            .Where(name => name != "id")
            .Distinct(StringComparer.Ordinal);
        Assert.All(parameters, name => Assert.Matches($"`{name}[`=]", Readme));
    }

    [Fact]
    public async Task Queries_InItsTable_AreReadWithoutAFault()
    {
        var queries = Table("written").SelectMany(row => Codes(row[0])).ToList();

        Assert.NotEmpty(queries);
        foreach (var query in queries)
        {
            var answer = await Service.SearchAsync(query.Replace("…", "ranked list", StringComparison.Ordinal));
            Assert.True(answer.Items("query", "errors").Count == 0, query + ": " + answer.At("query"));
        }
    }

    [Fact]
    public void Switches_OfLongerTestRuns_AreThoseThatTheTestsReadAndAllOfThem()
    {
        var code = string.Concat(
            Directory.GetFiles(Repository.Path("tests"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText)
        );
        var format = File.ReadAllText(Repository.Path("src", "SearchService.Engine", "FORMAT.md"));

        Assert.Equal(
            SwitchInCode()
                .Matches(code)
                .Select(match => match.Groups[1].Value)
                .ToHashSet()
                .Order(StringComparer.Ordinal),
            Switch()
                .Matches(Readme + format)
                .Select(match => match.Groups[1].Value)
                .ToHashSet()
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Paths_InItsText_AreThereOrAreOfTheCollectionsBesideIt()
    {
        var paths = CodeSpan()
            .Matches(Readme)
            .Select(match => match.Groups[1].Value)
            .Where(code => Regex.IsMatch(code, "^(src|tests|corpus|\\.ci)/[A-Za-z0-9./-]*$"));

        Assert.All(paths, path => Assert.True(Path.Exists(Repository.Path(path)), path));
    }

    private void AssertIndexed(string output)
    {
        // How long it took is another matter each time.
        var line = output.Split('\n').SingleOrDefault(line => line.StartsWith("Indexed ", StringComparison.Ordinal));
        if (line is not null)
        {
            Assert.Contains(
                line[..line.LastIndexOf(" in ", StringComparison.Ordinal)],
                Service.Said,
                StringComparison.Ordinal
            );
        }
    }

    private static async Task AssertPrintedAsync(string[] arguments, string output)
    {
        if (output.Length == 0)
        {
            return;
        }

        using var run = ProgramRun.Start(
            Repository.Root,
            new Dictionary<string, string>(StringComparer.Ordinal),
            arguments
        );
        Assert.Equal(0, await run.EndAsync());
        Assert.All(
            output.Split('\n').Where(line => line.Length > 0 && line != "…"),
            line => Assert.Contains(line, run.Output, StringComparison.Ordinal)
        );
    }

    /// <summary>Sends what a curl command would send.</summary>
    private async Task<Answer> AnswerAsync(IReadOnlyList<string> arguments)
    {
        string? url = null;
        string? body = null;
        var query = new List<string>();
        for (var i = 0; i < arguments.Count && arguments[i] != "|"; i++)
        {
            switch (arguments[i])
            {
                case "-s" or "-sS" or "-G" or "-sG" or "-i":
                    break;
                case "-H" or "-X":
                    i++;
                    break;
                case "-d" or "--data" or "--json":
                    body = arguments[++i];
                    break;
                case "--data-urlencode":
                    var pair = arguments[++i].Split('=', 2);
                    query.Add(pair[0] + "=" + Uri.EscapeDataString(pair[1]));
                    break;
                case var address when address.StartsWith(Address + "/", StringComparison.Ordinal):
                    url = address[Address.Length..];
                    break;
                default:
                    Assert.Fail("The README has a curl of which this test knows nothing: " + arguments[i]);
                    break;
            }
        }

        Assert.NotNull(url);
        var path =
            url
            + (
                query.Count == 0
                    ? ""
                    : (url.Contains('?', StringComparison.Ordinal) ? "&" : "?") + string.Join('&', query)
            );
        var answer = body is null ? await Service.GetAsync(path) : await Service.PostAsync(path, body);
        return answer.Is(HttpStatusCode.OK);
    }

    private static IEnumerable<string> Environments() =>
        SettingOptions.All.Select(option => option.Name[2..].Replace(":", "__", StringComparison.Ordinal));

    private static IEnumerable<string> Consoles() =>
        Console().Matches(Readme).Select(match => match.Groups["text"].Value);

    /// <summary>The commands of a console, each with what it prints.</summary>
    private static IEnumerable<(string Command, string Output)> Commands(string console) =>
        console
            .Replace("\\\n", " ", StringComparison.Ordinal)
            .Split("$ ", StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('\n', 2))
            .Select(parts => (parts[0], parts.ElementAtOrDefault(1)?.Trim() ?? ""));

    /// <summary>The words of a command as a shell reads them, without a closing remark.</summary>
    private static string[] Split(string command) =>
        [
            .. ShellWord()
                .Matches(command)
                .Select(match => match.Value)
                .TakeWhile(word => word != "#")
                .Select(word => Quote().Replace(word, quoted => quoted.Groups[1].Value + quoted.Groups[2].Value)),
        ];

    /// <summary>The rows of the table whose first column has this head.</summary>
    private static List<string[]> Table(string head)
    {
        var lines = Readme
            .Split('\n')
            .SkipWhile(line => !line.StartsWith($"| {head} |", StringComparison.Ordinal))
            .Skip(2);
        var rows = lines
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|', ' ').Split(" | "))
            .ToList();
        Assert.NotEmpty(rows);
        return rows;
    }

    private static List<string> Codes(string cell) =>
        [.. CodeSpan().Matches(cell).Select(match => match.Groups[1].Value)];

    /// <summary>Every string of an answer, and the names of its members.</summary>
    private static IEnumerable<string> Strings(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.String => [element.GetString()!],
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(member => Strings(member.Value).Prepend(member.Name)),
            _ => [],
        };

    [GeneratedRegex("```console\n(?<text>.*?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Console();

    [GeneratedRegex(
        "```console\n\\$ (?<command>curl [^\n]*)\n```\n\n```jsonc?\n(?<json>.*?)```",
        RegexOptions.Singleline
    )]
    private static partial Regex CurlWithAnswer();

    [GeneratedRegex("\"(?:[^\"\\\\\n]|\\\\.)*\"")]
    private static partial Regex JsonString();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex("\\b(SEARCHSERVICE_[A-Z_]+)=")]
    private static partial Regex Switch();

    [GeneratedRegex("\"(SEARCHSERVICE_[A-Z_]+)\"")]
    private static partial Regex SwitchInCode();

    [GeneratedRegex("^[A-Za-z_]+=")]
    private static partial Regex Assignment();

    [GeneratedRegex("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+")]
    private static partial Regex ShellWord();

    [GeneratedRegex("'([^']*)'|\"([^\"]*)\"")]
    private static partial Regex Quote();
}
