// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_DESCRIBE_PREPROCESSOR_HPP
#define YONDER_DESCRIBE_PREPROCESSOR_HPP
#pragma GCC system_header

// The few preprocessor tools that YONDER_INTERFACE needs. Lists are enumerated rather than recursed over, which keeps
// expansion cheap; the length is that of Boost.Describe's own lists.

#define YONDER_PP_JOIN(a, ...) YONDER_PP_JOIN_I(a, __VA_ARGS__)
#define YONDER_PP_JOIN_I(a, ...) a##__VA_ARGS__
#define YONDER_PP_TEXT(...) YONDER_PP_TEXT_I(__VA_ARGS__)
#define YONDER_PP_TEXT_I(...) #__VA_ARGS__
#define YONDER_PP_UNWRAP(...) __VA_ARGS__

// ENTRY is (method, parameter...): its parts.
#define YONDER_PP_HEAD(head, ...) head
#define YONDER_PP_TAIL(head, ...) __VA_ARGS__

// A method is written `name`, or `(R (Args...) const) name` when it is overloaded. Its name, and a pointer to it.
#define YONDER_PP_NAME(x) YONDER_PP_NAME_I(YONDER_PP_PARSE(x))
#define YONDER_PP_NAME_I(...) YONDER_PP_NAME_II(__VA_ARGS__)
#define YONDER_PP_NAME_II(form, signature, name) name
#define YONDER_PP_POINTER(I, x) YONDER_PP_POINTER_I(I, YONDER_PP_PARSE(x))
#define YONDER_PP_POINTER_I(I, ...) YONDER_PP_POINTER_II(I, __VA_ARGS__)
#define YONDER_PP_POINTER_II(I, form, signature, name) YONDER_PP_POINTER_##form(I, signature, name)
#define YONDER_PP_POINTER_plain(I, signature, name) &I::name
#define YONDER_PP_POINTER_overload(I, signature, name)                                                                 \
    static_cast<::yonder::describe::member_pointer<I, YONDER_PP_UNWRAP signature>>(&I::name)
#define YONDER_PP_PARSE(x) YONDER_PP_JOIN(YONDER_PP_PARSE_, YONDER_PP_MARK x)
#define YONDER_PP_MARK(...) overload, (__VA_ARGS__),
#define YONDER_PP_PARSE_YONDER_PP_MARK plain, ~,
#define YONDER_PP_PARSE_overload overload

// `listed` if x stands in parentheses, `bare` if it does not or something follows them.
#define YONDER_PP_ENTRY(x) YONDER_PP_ENTRY_I(YONDER_PP_PARSE(x))
#define YONDER_PP_ENTRY_I(...) YONDER_PP_ENTRY_II(__VA_ARGS__)
#define YONDER_PP_ENTRY_II(form, list, ...) YONDER_PP_ENTRY_##form(__VA_ARGS__)
#define YONDER_PP_ENTRY_plain(...) bare
#define YONDER_PP_ENTRY_overload(...) YONDER_PP_HEAD(__VA_OPT__(bare, ) listed)

// The number of arguments, 0 to 52; `many` from 53 to 104.
#define YONDER_PP_COUNT(...) YONDER_PP_COUNT_I(__VA_ARGS__ __VA_OPT__(, ) YONDER_PP_COUNTS)
#define YONDER_PP_COUNT_I(...) YONDER_PP_COUNT_II(__VA_ARGS__)
#define YONDER_PP_COUNT_II(_0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14, _15, _16, _17, _18, _19,   \
                           _20, _21, _22, _23, _24, _25, _26, _27, _28, _29, _30, _31, _32, _33, _34, _35, _36, _37,   \
                           _38, _39, _40, _41, _42, _43, _44, _45, _46, _47, _48, _49, _50, _51, _52, _53, _54, _55,   \
                           _56, _57, _58, _59, _60, _61, _62, _63, _64, _65, _66, _67, _68, _69, _70, _71, _72, _73,   \
                           _74, _75, _76, _77, _78, _79, _80, _81, _82, _83, _84, _85, _86, _87, _88, _89, _90, _91,   \
                           _92, _93, _94, _95, _96, _97, _98, _99, _100, _101, _102, _103, count, ...)                 \
    count
#define YONDER_PP_COUNTS                                                                                               \
    many, many, many, many, many, many, many, many, many, many, many, many, many, many, many, many, many, many, many,  \
        many, many, many, many, many, many, many, many, many, many, many, many, many, many, many, many, many, many,    \
        many, many, many, many, many, many, many, many, many, many, many, many, many, many, many, 52, 51, 50, 49, 48,  \
        47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21,    \
        20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, ~

// `few` for at most 52 arguments, `many` for up to 104.
#define YONDER_PP_SIZE(...) YONDER_PP_COUNT_I(__VA_ARGS__ __VA_OPT__(, ) YONDER_PP_SIZES)
#define YONDER_PP_SIZES                                                                                                \
    many, many, many, many, many, many, many, many, many, many, many, many, many, many, many, many, many, many, many,  \
        many, many, many, many, many, many, many, many, many, many, many, many, many, many, many, many, many, many,    \
        many, many, many, many, many, many, many, many, many, many, many, many, many, many, many, few, few, few, few,  \
        few, few, few, few, few, few, few, few, few, few, few, few, few, few, few, few, few, few, few, few, few, few,  \
        few, few, few, few, few, few, few, few, few, few, few, few, few, few, few, few, few, few, few, few, few, few,  \
        few, few, few, few, few, ~

// YONDER_PP_EACH(F, data, total, count, entries...): F(data, index, entry) for each entry, index counting from 0. The
// count left says the index, so that no second list of numbers is needed.
#define YONDER_PP_EACH(F, data, total, ...)                                                                            \
    YONDER_PP_JOIN(YONDER_PP_EACH_, total)(F, data, total __VA_OPT__(, ) __VA_ARGS__)
#define YONDER_PP_EACH_0(F, d, t)
#define YONDER_PP_EACH_1(F, d, t, e) F(d, t - 1, e)
#define YONDER_PP_EACH_2(F, d, t, e, ...) F(d, t - 2, e) YONDER_PP_EACH_1(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_3(F, d, t, e, ...) F(d, t - 3, e) YONDER_PP_EACH_2(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_4(F, d, t, e, ...) F(d, t - 4, e) YONDER_PP_EACH_3(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_5(F, d, t, e, ...) F(d, t - 5, e) YONDER_PP_EACH_4(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_6(F, d, t, e, ...) F(d, t - 6, e) YONDER_PP_EACH_5(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_7(F, d, t, e, ...) F(d, t - 7, e) YONDER_PP_EACH_6(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_8(F, d, t, e, ...) F(d, t - 8, e) YONDER_PP_EACH_7(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_9(F, d, t, e, ...) F(d, t - 9, e) YONDER_PP_EACH_8(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_10(F, d, t, e, ...) F(d, t - 10, e) YONDER_PP_EACH_9(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_11(F, d, t, e, ...) F(d, t - 11, e) YONDER_PP_EACH_10(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_12(F, d, t, e, ...) F(d, t - 12, e) YONDER_PP_EACH_11(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_13(F, d, t, e, ...) F(d, t - 13, e) YONDER_PP_EACH_12(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_14(F, d, t, e, ...) F(d, t - 14, e) YONDER_PP_EACH_13(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_15(F, d, t, e, ...) F(d, t - 15, e) YONDER_PP_EACH_14(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_16(F, d, t, e, ...) F(d, t - 16, e) YONDER_PP_EACH_15(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_17(F, d, t, e, ...) F(d, t - 17, e) YONDER_PP_EACH_16(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_18(F, d, t, e, ...) F(d, t - 18, e) YONDER_PP_EACH_17(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_19(F, d, t, e, ...) F(d, t - 19, e) YONDER_PP_EACH_18(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_20(F, d, t, e, ...) F(d, t - 20, e) YONDER_PP_EACH_19(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_21(F, d, t, e, ...) F(d, t - 21, e) YONDER_PP_EACH_20(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_22(F, d, t, e, ...) F(d, t - 22, e) YONDER_PP_EACH_21(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_23(F, d, t, e, ...) F(d, t - 23, e) YONDER_PP_EACH_22(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_24(F, d, t, e, ...) F(d, t - 24, e) YONDER_PP_EACH_23(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_25(F, d, t, e, ...) F(d, t - 25, e) YONDER_PP_EACH_24(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_26(F, d, t, e, ...) F(d, t - 26, e) YONDER_PP_EACH_25(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_27(F, d, t, e, ...) F(d, t - 27, e) YONDER_PP_EACH_26(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_28(F, d, t, e, ...) F(d, t - 28, e) YONDER_PP_EACH_27(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_29(F, d, t, e, ...) F(d, t - 29, e) YONDER_PP_EACH_28(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_30(F, d, t, e, ...) F(d, t - 30, e) YONDER_PP_EACH_29(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_31(F, d, t, e, ...) F(d, t - 31, e) YONDER_PP_EACH_30(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_32(F, d, t, e, ...) F(d, t - 32, e) YONDER_PP_EACH_31(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_33(F, d, t, e, ...) F(d, t - 33, e) YONDER_PP_EACH_32(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_34(F, d, t, e, ...) F(d, t - 34, e) YONDER_PP_EACH_33(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_35(F, d, t, e, ...) F(d, t - 35, e) YONDER_PP_EACH_34(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_36(F, d, t, e, ...) F(d, t - 36, e) YONDER_PP_EACH_35(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_37(F, d, t, e, ...) F(d, t - 37, e) YONDER_PP_EACH_36(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_38(F, d, t, e, ...) F(d, t - 38, e) YONDER_PP_EACH_37(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_39(F, d, t, e, ...) F(d, t - 39, e) YONDER_PP_EACH_38(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_40(F, d, t, e, ...) F(d, t - 40, e) YONDER_PP_EACH_39(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_41(F, d, t, e, ...) F(d, t - 41, e) YONDER_PP_EACH_40(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_42(F, d, t, e, ...) F(d, t - 42, e) YONDER_PP_EACH_41(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_43(F, d, t, e, ...) F(d, t - 43, e) YONDER_PP_EACH_42(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_44(F, d, t, e, ...) F(d, t - 44, e) YONDER_PP_EACH_43(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_45(F, d, t, e, ...) F(d, t - 45, e) YONDER_PP_EACH_44(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_46(F, d, t, e, ...) F(d, t - 46, e) YONDER_PP_EACH_45(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_47(F, d, t, e, ...) F(d, t - 47, e) YONDER_PP_EACH_46(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_48(F, d, t, e, ...) F(d, t - 48, e) YONDER_PP_EACH_47(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_49(F, d, t, e, ...) F(d, t - 49, e) YONDER_PP_EACH_48(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_50(F, d, t, e, ...) F(d, t - 50, e) YONDER_PP_EACH_49(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_51(F, d, t, e, ...) F(d, t - 51, e) YONDER_PP_EACH_50(F, d, t, __VA_ARGS__)
#define YONDER_PP_EACH_52(F, d, t, e, ...) F(d, t - 52, e) YONDER_PP_EACH_51(F, d, t, __VA_ARGS__)

// The same for the parameters inside an entry, as a macro does not expand within itself. At most 20.
#define YONDER_PP_PARAMETERS(F, data, total, ...)                                                                      \
    YONDER_PP_JOIN(YONDER_PP_PARAMETERS_, total)(F, data, total __VA_OPT__(, ) __VA_ARGS__)
#define YONDER_PP_PARAMETERS_0(F, d, t)
#define YONDER_PP_PARAMETERS_1(F, d, t, e) F(d, t - 1, e)
#define YONDER_PP_PARAMETERS_2(F, d, t, e, ...) F(d, t - 2, e) YONDER_PP_PARAMETERS_1(F, d, t, __VA_ARGS__)
#define YONDER_PP_PARAMETERS_3(F, d, t, e, ...) F(d, t - 3, e) YONDER_PP_PARAMETERS_2(F, d, t, __VA_ARGS__)
#define YONDER_PP_PARAMETERS_4(F, d, t, e, ...) F(d, t - 4, e) YONDER_PP_PARAMETERS_3(F, d, t, __VA_ARGS__)
#define YONDER_PP_PARAMETERS_5(F, d, t, e, ...) F(d, t - 5, e) YONDER_PP_PARAMETERS_4(F, d, t, __VA_ARGS__)
#define YONDER_PP_PARAMETERS_6(F, d, t, e, ...) F(d, t - 6, e) YONDER_PP_PARAMETERS_5(F, d, t, __VA_ARGS__)
#define YONDER_PP_PARAMETERS_7(F, d, t, e, ...) F(d, t - 7, e) YONDER_PP_PARAMETERS_6(F, d, t, __VA_ARGS__)
#define YONDER_PP_PARAMETERS_8(F, d, t, e, ...) F(d, t - 8, e) YONDER_PP_PARAMETERS_7(F, d, t, __VA_ARGS__)
#define YONDER_PP_PARAMETERS_9(F, d, t, e, ...) F(d, t - 9, e) YONDER_PP_PARAMETERS_8(F, d, t, __VA_ARGS__)
#define YONDER_PP_PARAMETERS_10(F, d, t, e, ...) F(d, t - 10, e) YONDER_PP_PARAMETERS_9(F, d, t, __VA_ARGS__)
#define YONDER_PP_PARAMETERS_11(F, d, t, e, ...) F(d, t - 11, e) YONDER_PP_PARAMETERS_10(F, d, t, __VA_ARGS__)
#define YONDER_PP_PARAMETERS_12(F, d, t, e, ...) F(d, t - 12, e) YONDER_PP_PARAMETERS_11(F, d, t, __VA_ARGS__)
#define YONDER_PP_PARAMETERS_13(F, d, t, e, ...) F(d, t - 13, e) YONDER_PP_PARAMETERS_12(F, d, t, __VA_ARGS__)
#define YONDER_PP_PARAMETERS_14(F, d, t, e, ...) F(d, t - 14, e) YONDER_PP_PARAMETERS_13(F, d, t, __VA_ARGS__)
#define YONDER_PP_PARAMETERS_15(F, d, t, e, ...) F(d, t - 15, e) YONDER_PP_PARAMETERS_14(F, d, t, __VA_ARGS__)
#define YONDER_PP_PARAMETERS_16(F, d, t, e, ...) F(d, t - 16, e) YONDER_PP_PARAMETERS_15(F, d, t, __VA_ARGS__)
#define YONDER_PP_PARAMETERS_17(F, d, t, e, ...) F(d, t - 17, e) YONDER_PP_PARAMETERS_16(F, d, t, __VA_ARGS__)
#define YONDER_PP_PARAMETERS_18(F, d, t, e, ...) F(d, t - 18, e) YONDER_PP_PARAMETERS_17(F, d, t, __VA_ARGS__)
#define YONDER_PP_PARAMETERS_19(F, d, t, e, ...) F(d, t - 19, e) YONDER_PP_PARAMETERS_18(F, d, t, __VA_ARGS__)
#define YONDER_PP_PARAMETERS_20(F, d, t, e, ...) F(d, t - 20, e) YONDER_PP_PARAMETERS_19(F, d, t, __VA_ARGS__)

#endif
