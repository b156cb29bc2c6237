using System.Globalization;
using System.Text.Json.Serialization;

namespace SearchService.Retrieval.Searching;

/// <summary>What is wrong with one parameter of a request.</summary>
/// <param name="Start">Where in its value, in Unicode code points; null when it concerns the whole value.</param>
public sealed record ParameterFault(
    string Parameter,
    string Message,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Start = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Length = null
)
{
    public static ParameterFault GivenAgain(string parameter) => new(parameter, "It is given more than once.");

    public static ParameterFault NotAmong(string parameter, string text, IEnumerable<string> choices) =>
        new(parameter, $"'{text}' is not among: {string.Join(", ", choices)}.");

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>; null where the text is none, and then the fault.</summary>
    public static int? Number(string parameter, string text, int min, int max, out ParameterFault? fault)
    {
        fault = null;
        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= min
            && number <= max
        )
        {
            return number;
        }

        var bounds = string.Create(CultureInfo.InvariantCulture, $"{min} {(max == int.MaxValue ? "on" : $"to {max}")}");
        fault = new ParameterFault(parameter, $"'{text}' is not a whole number from {bounds}.");
        return null;
    }
}
