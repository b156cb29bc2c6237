using System.Text.Json.Serialization;

namespace SearchService.Retrieval.Searching;

/// <summary>What is wrong with one parameter of a request.</summary>
/// <param name="Start">Where in its value, in Unicode code points; null when it concerns the whole value.</param>
public sealed record ParameterFault(
    string Parameter,
    string Message,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Start = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Length = null
);
