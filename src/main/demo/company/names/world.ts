import type { Culture } from './culture.ts'

/** Names of eastern Europe, Africa and Asia; `native|Latin` where another script is in daily use. */
export const world: readonly Culture[] = [
  {
    share: 7,
    offices: [5, 5, 4],
    native: 0,
    doubled: 0.05,
    initial: 0,
    familyFirst: false,
    given:
      'Agnieszka Łukasz Małgorzata Paweł Zofia Wojciech Jiří Tereza Ondřej Šárka István Zsófia Gábor Ágnes Ștefan Ioana Čedomir Đurđa Željko Snježana Vytautas Rūta Jānis Ilze',
    family:
      'Nowak Kowalski Wiśniewska Wójcik Kamińska Lewandowski Zieliński Dąbrowska Szymańska Dvořák Novotný Černý Procházka Nagy Kovács Szabó Tóth Popescu Ionescu Țîrlea Horvat Kovačević Đorđević Kazlauskas Bērziņš Brzęczyszczykiewicz',
  },
  {
    share: 5,
    offices: [5, 4],
    native: 0.45,
    doubled: 0,
    initial: 0,
    familyFirst: false,
    given:
      'Дмитрий|Dmitri Ольга|Olga Сергей|Sergei Наталья|Natalya Алексей|Alexei Татьяна|Tatyana Иван|Ivan Елена|Yelena Богдан|Bohdan Оксана|Oksana Тарас|Taras Леся|Lesia Юрий|Yuri Ксения|Ksenia Михаил|Mikhail Людмила|Lyudmila',
    family:
      'Иванов|Ivanov Петров|Petrov Соколов|Sokolov Волков|Volkov Морозов|Morozov Лебедев|Lebedev Шевченко|Shevchenko Коваленко|Kovalenko Бондаренко|Bondarenko Ткаченко|Tkachenko Мельник|Melnyk Щербаков|Shcherbakov Георгиев|Georgiev Димитров|Dimitrov Савченко|Savchenko Жуков|Zhukov',
  },
  {
    share: 5,
    offices: [6, 6, 3],
    native: 0.35,
    doubled: 0.3,
    initial: 0,
    familyFirst: false,
    given:
      'محمد|Mohammed فاطمة|Fatima أحمد|Ahmed مريم|Maryam علي|Ali عائشة|Aisha عمر|Omar ليلى|Layla يوسف|Youssef نور|Nour خالد|Khaled هدى|Huda حسن|Hassan سلمى|Salma طارق|Tariq رانيا|Rania',
    family:
      'المصري|El-Masry حداد|Haddad خوري|Khoury نصار|Nassar منصور|Mansour سليمان|Suleiman الحسيني|Al-Husseini عبد_الرحمن|Abdel_Rahman فاروق|Farouk السيد|El-Sayed بركات|Barakat زيدان|Zidane قاسم|Qasim الشامي|Al-Shami',
  },
  {
    share: 6,
    offices: [7, 7, 0],
    native: 0.08,
    doubled: 0.02,
    initial: 0.1,
    familyFirst: false,
    given:
      'आरव|Aarav प्रिया|Priya राहुल|Rahul अंजलि|Anjali विक्रम|Vikram दीपिका|Deepika अर्जुन|Arjun काव्या|Kavya रोहन|Rohan मीरा|Meera सुरेश|Suresh लक्ष्मी|Lakshmi कार्तिक|Karthik पूजा|Pooja संजय|Sanjay नेहा|Neha इमरान|Imran ज़ारा|Zara',
    family:
      'शर्मा|Sharma पटेल|Patel सिंह|Singh रेड्डी|Reddy अय्यर|Iyer नायर|Nair गुप्ता|Gupta मेहता|Mehta जोशी|Joshi कुलकर्णी|Kulkarni बनर्जी|Banerjee चटर्जी|Chatterjee राव|Rao देसाई|Desai कपूर|Kapoor वेंकटरमन|Venkataraman खान|Khan फ़र्नांडीस|Fernandes-Pai',
  },
  {
    share: 4,
    offices: [8, 8, 8],
    native: 0.55,
    doubled: 0,
    initial: 0,
    familyFirst: true,
    given:
      '健太|Kenta 美咲|Misaki 翔|Sho 陽菜|Hina 大輔|Daisuke 由美子|Yumiko 拓也|Takuya 愛|Ai 直樹|Naoki 恵子|Keiko 一郎|Ichiro さくら|Sakura 涼|Ryo 真由美|Mayumi',
    family:
      '佐藤|Sato 鈴木|Suzuki 高橋|Takahashi 田中|Tanaka 渡辺|Watanabe 伊藤|Ito 山本|Yamamoto 中村|Nakamura 小林|Kobayashi 加藤|Kato 吉田|Yoshida 山田|Yamada 佐々木|Sasaki 山口|Yamaguchi 髙﨑|Takasaki 長谷川|Hasegawa',
  },
  {
    share: 3,
    offices: [8, 0, 1],
    native: 0.25,
    doubled: 0,
    initial: 0,
    familyFirst: true,
    given:
      '伟|Wei 芳|Fang 娜|Na 敏|Min 静|Jing 丽|Li 强|Qiang 磊|Lei 洋|Yang 艳|Yan 勇|Yong 杰|Jie 秀英|Xiuying 志明|Zhiming 雨桐|Yutong 嘉欣|Ka-yan',
    family:
      '王|Wang 李|Li 张|Zhang 刘|Liu 陈|Chen 杨|Yang 黄|Huang 赵|Zhao 吴|Wu 周|Zhou 徐|Xu 孙|Sun 欧阳|Ouyang 司徒|Szeto',
  },
  {
    share: 1,
    offices: [8],
    native: 0.35,
    doubled: 0,
    initial: 0,
    familyFirst: true,
    given: '민준|Min-jun 서연|Seo-yeon 지훈|Ji-hoon 수빈|Su-bin 현우|Hyun-woo 지민|Ji-min 예은|Ye-eun 도윤|Do-yun',
    family: '김|Kim 이|Lee 박|Park 최|Choi 정|Jung 강|Kang 조|Cho 윤|Yoon 남궁|Namgung',
  },
  {
    share: 1,
    offices: [0, 3, 6],
    native: 0,
    doubled: 0,
    initial: 0,
    familyFirst: false,
    given:
      'Chinedu Ngozi Oluwaseun Adaeze Kwame Akosua Thabo Nomvula Tendai Wanjiku Abebe Mbali Suharto Putri Nguyễn Thị_Hoa Siriporn Keoni',
    family:
      'Okafor Adeyemi Ọlátúnjí Mensah Boateng Nkosi Dlamini Moyo Kamau Tesfaye Wijaya Trần Phạm Đặng Rattanaporn Kealoha',
  },
]
