using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SearchService.Retrieval.Searching;
using Spectre.Console;

namespace SearchService.Commands;

/// <summary>Results go to the standard output, all else to the standard error, so that a pipe carries results alone.</summary>
internal static class CommandOutput
{
    private const int PlainWidth = 100_000;

    public static IAnsiConsole Errors() => Console(System.Console.Error, System.Console.IsErrorRedirected);

    public static IAnsiConsole Results() => Console(System.Console.Out, System.Console.IsOutputRedirected);

    /// <summary>The standard output for text as it is: UTF-8, its line ends untouched.</summary>
    public static TextWriter Text() => new StreamWriter(System.Console.OpenStandardOutput(), new UTF8Encoding(false));

    /// <summary>A fault of a query with its place.</summary>
    public static string Fault(QueryError error) =>
        string.Create(CultureInfo.InvariantCulture, $"query, character {error.Start + 1}: {error.Message}");

    public static void WriteJson<T>(T value, JsonTypeInfo<T> type)
    {
        using var output = System.Console.OpenStandardOutput();
        using var json = new Utf8JsonWriter(
            output,
            new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );
        JsonSerializer.Serialize(json, value, type);
        json.Flush();
        output.WriteByte((byte)'\n');
    }

    private static IAnsiConsole Console(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(writer),
                Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
                Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
            }
        );
        if (redirected)
        {
            // A pipe has no width: no line is broken.
            console.Profile.Width = PlainWidth;
        }

        return console;
    }
}
